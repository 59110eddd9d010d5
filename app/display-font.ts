import localFont from 'next/font/local'

/* Served from our own site. The browser loads only the script it needs. */
const latin = localFont({
  src: '../node_modules/@fontsource-variable/brygada-1918/files/brygada-1918-latin-wght-normal.woff2',
  weight: '400 700',
  variable: '--font-display-latin',
  adjustFontFallback: false,
  declarations: [
    { prop: 'unicode-range', value: 'U+0000-00FF, U+0131, U+0152-0153, U+2000-206F, U+20AC, U+2122, U+2212' },
  ],
})

const cyrillic = localFont({
  src: '../node_modules/@fontsource-variable/brygada-1918/files/brygada-1918-cyrillic-wght-normal.woff2',
  weight: '400 700',
  variable: '--font-display-cyrillic',
  adjustFontFallback: 'Times New Roman',
  preload: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116' }],
})

/** Class names that define the font variables of `components/tokens.ts`. */
export const displayFont = `${latin.variable} ${cyrillic.variable}`
