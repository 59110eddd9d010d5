import * as tokens from '@/components/tokens'

/** The name people know the server by. */
export const product = 'Latchkey'

/** The pages' colours under a mail's names, and their counterparts for `prefers-color-scheme: dark`. */
export const colours = { light: look(0), dark: look(1) }

function look(scheme: 0 | 1) {
  const { paper, card, well, line, ink, soft, accent, 'on-accent': onAccent } = tokens.colours
  return {
    paper: paper[scheme],
    card: card[scheme],
    well: well[scheme],
    line: line[scheme],
    ink: ink[scheme],
    muted: soft[scheme],
    accent: accent[scheme],
    onAccent: onAccent[scheme],
  }
}

export const type = {
  family: forAttribute(tokens.fonts.body),
  /** For what is typed off to the letter. */
  fixed: forAttribute(tokens.fonts.mono),
  heading: {
    fontFamily: forAttribute(tokens.fonts.display),
    fontSize: '24px',
    lineHeight: '31px',
    fontWeight: 600,
  },
  name: {
    fontFamily: forAttribute(tokens.fonts.display),
    fontSize: '18px',
    lineHeight: '25px',
    fontWeight: 600,
  },
  body: { fontSize: '16px', lineHeight: '25px' },
  small: { fontSize: '14px', lineHeight: '21px' },
} as const

/** Distances, from hairline gaps to the margin of the card. */
export const space = { xs: '4px', s: '8px', m: '16px', l: '24px', xl: '32px' } as const

/**
 * Styles of a mail stand in attributes, where a double quote would have to be escaped; and a mail loads no font, so
 * the variables that stand for ours go.
 */
function forAttribute(fonts: string): string {
  return fonts.replaceAll(/var\([^)]*\), /g, '').replaceAll('"', "'")
}
