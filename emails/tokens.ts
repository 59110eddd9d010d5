/** The name people know the server by. */
export const product = 'Latchkey'

/** Colours on warm paper, and their counterparts for `prefers-color-scheme: dark`. All text pairs meet WCAG AA. */
export const colours = {
  light: {
    paper: '#f4efe6',
    card: '#fffdf8',
    well: '#f4efe6',
    line: '#e2dacb',
    ink: '#1c2430',
    muted: '#5a6270',
    accent: '#0f6b5c',
    onAccent: '#ffffff',
  },
  dark: {
    paper: '#12171d',
    card: '#1a2129',
    well: '#232c36',
    line: '#323c48',
    ink: '#ece7db',
    muted: '#a5adb8',
    accent: '#5cc7b2',
    onAccent: '#0c201b',
  },
} as const

const sans = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

export const type = {
  family: sans,
  /** For what is typed off to the letter. */
  fixed: 'ui-monospace, Menlo, Consolas, monospace',
  heading: { fontSize: '22px', lineHeight: '29px', fontWeight: 600 },
  body: { fontSize: '16px', lineHeight: '25px' },
  small: { fontSize: '14px', lineHeight: '21px' },
} as const

/** Distances, from hairline gaps to the margin of the card. */
export const space = { xs: '4px', s: '8px', m: '16px', l: '24px', xl: '32px' } as const
