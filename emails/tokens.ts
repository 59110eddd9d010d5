import * as tokens from '@/components/tokens'

export const product = 'Latchkey'

/** Colours of the pages under the mails' names, for both themes. */
export const colours = { light: themeColours(0), dark: themeColours(1) }

function themeColours(scheme: 0 | 1) {
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
  family: toInlineFonts(tokens.fonts.body),
  /** For passwords, which are copied exactly. */
  mono: toInlineFonts(tokens.fonts.mono),
  heading: {
    fontFamily: toInlineFonts(tokens.fonts.display),
    fontSize: '24px',
    lineHeight: '31px',
    fontWeight: 600,
  },
  name: {
    fontFamily: toInlineFonts(tokens.fonts.display),
    fontSize: '18px',
    lineHeight: '25px',
    fontWeight: 600,
  },
  body: { fontSize: '16px', lineHeight: '25px' },
  small: { fontSize: '14px', lineHeight: '21px' },
} as const

export const space = { xs: '4px', s: '8px', m: '16px', l: '24px', xl: '32px' } as const

/** In style attributes double quotes would need escaping. Mails load no fonts, so font variables go. */
function toInlineFonts(fonts: string): string {
  return fonts.replaceAll(/var\([^)]*\), /g, '').replaceAll('"', "'")
}
