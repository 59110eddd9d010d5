import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { colours } from './tokens'

type Colour = keyof typeof colours

const texts: readonly [text: Colour, backgrounds: readonly Colour[]][] = [
  ['ink', ['paper', 'card', 'field', 'well', 'accent-wash', 'fault-wash', 'sand-wash']],
  ['soft', ['paper', 'card', 'field', 'well']],
  ['accent', ['paper', 'card', 'field', 'well', 'accent-wash', 'fault-wash', 'sand-wash']],
  ['accent-deep', ['paper', 'card', 'accent-wash']],
  ['on-accent', ['accent', 'accent-deep']],
  ['fault', ['paper', 'card', 'fault-wash']],
]
// Borders, icons and the focus ring (WCAG 1.4.11).
const shapes: readonly [shape: Colour, backgrounds: readonly Colour[]][] = [
  ['edge', ['paper', 'card', 'field']],
  ['accent', ['paper', 'card', 'field']],
  ['fault', ['paper', 'card', 'field']],
  ['sand-edge', ['paper', 'card', 'sand-wash']],
]

for (const [theme, index] of [['light', 0] as const, ['dark', 1] as const]) {
  test.each(pairs(texts))(`${theme}: %s text is readable on %s (WCAG AA)`, (text, background) => {
    expect(contrast(colours[text][index], colours[background][index])).toBeGreaterThanOrEqual(4.5)
  })

  test.each(pairs(shapes))(`${theme}: %s is visible on %s (WCAG AA)`, (shape, background) => {
    expect(contrast(colours[shape][index], colours[background][index])).toBeGreaterThanOrEqual(3)
  })
}

test('the favicon uses the accent colour', () => {
  expect(readFileSync('app/icon.svg', 'utf8')).toContain(colours.accent[0])
})

function pairs(table: readonly [Colour, readonly Colour[]][]): [Colour, Colour][] {
  return table.flatMap(([colour, backgrounds]) =>
    backgrounds.map((background): [Colour, Colour] => [colour, background]),
  )
}

/** Contrast ratio as WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
