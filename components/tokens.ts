/** All design tokens. Pages (`tailwind-tokens.ts`) and mails (`emails/tokens.ts`) both use them. */

/** Each colour in the light and the dark theme. Text on its backgrounds meets WCAG AA. */
export const colours = {
  paper: ['#f6f1e6', '#131715'],
  card: ['#fffdf8', '#1b201d'],
  field: ['#ffffff', '#141916'],
  well: ['#f6f1e6', '#252c28'],
  ink: ['#1d2421', '#ece7db'],
  soft: ['#565e58', '#a8ada3'],
  line: ['#dfd5c0', '#333c37'],
  edge: ['#8a8475', '#767f77'],
  accent: ['#0f6b5c', '#5cc7b2'],
  'accent-deep': ['#0a5347', '#84d9c8'],
  'on-accent': ['#ffffff', '#06221c'],
  'accent-wash': ['#e0eee8', '#16322c'],
  fault: ['#a1271c', '#ffa192'],
  'fault-wash': ['#fae6e1', '#3a1f1b'],
  'sand-wash': ['#f1e6c8', '#332c1a'],
  'sand-edge': ['#9a7a1f', '#d9b95c'],
  /** The inbox shows mails on white in both themes. */
  sheet: ['#ffffff', '#ffffff'],
} as const satisfies Record<string, readonly [light: string, dark: string]>

export const fonts = {
  body: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  /** The variables come from `app/display-font.ts`. */
  display: 'var(--font-display-latin), var(--font-display-cyrillic), ui-serif, Georgia, serif',
  mono: 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "Liberation Mono", monospace',
} as const

export const texts = {
  small: ['0.875rem', '1.45'],
  body: ['1rem', '1.55'],
  lead: ['1.125rem', '1.5'],
  section: ['1.375rem', '1.25'],
  title: ['clamp(2rem, 1.45rem + 2.4vw, 3.25rem)', '1.1'],
} as const satisfies Record<string, readonly [size: string, lineHeight: string]>

export const weights = { normal: '400', medium: '500', bold: '650' } as const

export const trackings = { tight: '-0.015em' } as const

/** One step of all distances: `p-4` is four steps. */
export const spacing = '0.25rem'

export const screens = { md: '40rem', lg: '60rem' } as const

export const widths = { page: '68rem', text: '34rem' } as const

export const radii = { field: '0.5rem', card: '1.125rem', round: '999px' } as const

export const shadows = {
  card: '0 1px 2px light-dark(#4a3f2514, #00000066), 0 12px 32px -12px light-dark(#4a3f2529, #00000080)',
} as const

export const motion = { milliseconds: 160, ease: 'cubic-bezier(0.2, 0.7, 0.3, 1)' } as const
