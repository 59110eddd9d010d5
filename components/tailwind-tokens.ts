import plugin from 'tailwindcss/plugin'
import {
  colours,
  fonts,
  motion,
  radii,
  screens,
  shadows,
  spacing,
  texts,
  trackings,
  weights,
  widths,
} from './tokens'

type Values = Readonly<Record<string, string>>

const cssColours: Values = mapValues(colours, ([light, dark]) => `light-dark(${light}, ${dark})`)
const sizes: Values = mapValues(texts, ([size]) => size)
const lineHeights: Values = mapValues(texts, ([, lineHeight]) => lineHeight)

const variables: Values = {
  ...prefixed('color', cssColours),
  ...prefixed('font', fonts),
  ...prefixed('text', sizes),
  ...prefixed('leading', lineHeights),
  ...prefixed('radius', radii),
  ...prefixed('shadow', shadows),
  '--space': spacing,
  '--motion-duration': `${motion.milliseconds}ms`,
  '--motion-ease': motion.ease,
}

/** The only tokens for components: `globals.css` switches off the default palette and scales. */
export default plugin(({ addBase }) => addBase({ ':root, [data-theme]': { ...variables } }), {
  theme: {
    colors: { ...references('color', cssColours), transparent: 'transparent', current: 'currentcolor' },
    fontFamily: references('font', fonts),
    fontSize: mapValues(texts, (_size, name) => [`var(--text-${name})`, `var(--leading-${name})`]),
    fontWeight: weights,
    letterSpacing: trackings,
    screens,
    maxWidth: widths,
    borderRadius: references('radius', radii),
    boxShadow: references('shadow', shadows),
  },
})

function prefixed(namespace: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`--${namespace}-${name}`, value]))
}

function references(namespace: string, values: Values): Record<string, string> {
  return mapValues(values, (_value, name) => `var(--${namespace}-${name})`)
}

function mapValues<Value, Mapped>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value, name: string) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]))
}
