interface Family {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly labels: readonly string[]
}

const baseUnits = ['amperes', 'bytes', 'celsius', 'grams', 'joules', 'kelvin', 'meters', 'seconds', 'volts']
const otherUnits = ['minutes', 'hours', 'days', 'weeks', 'bits', 'inches', 'miles', 'calories']
const prefixes = ['kilo', 'mega', 'giga', 'tera', 'peta', 'milli', 'micro', 'nano', 'kibi', 'mebi', 'gibi']
const wrongUnits = [...otherUnits, ...prefixes.flatMap((prefix) => baseUnits.map((unit) => prefix + unit))]
const abbreviations = /_(s|ms|us|ns|sec|b|kb|mb|gb|tb|pb|m|h|d)(_|$)/
const types = ['counter', 'gauge', 'histogram', 'summary', 'untyped']

const rules: readonly [message: string, isBroken: (family: Family) => boolean][] = [
  ['no help text', ({ help }) => help === ''],
  [
    'counter metrics should have "_total" suffix',
    ({ type, name }) => type === 'counter' && !name.endsWith('_total'),
  ],
  [
    'non-counter metrics should not have "_total" suffix',
    ({ type, name }) => type !== 'counter' && name.endsWith('_total'),
  ],
  [
    'only a histogram may have "_bucket" suffix and "le" label',
    ({ type, name, labels }) => type !== 'histogram' && (name.endsWith('_bucket') || labels.includes('le')),
  ],
  [
    'only a summary may have "quantile" label',
    ({ type, labels }) => type !== 'summary' && labels.includes('quantile'),
  ],
  [
    'only a histogram or summary may have "_count" or "_sum" suffix',
    ({ type, name }) => !['histogram', 'summary'].includes(type) && /_(count|sum)$/.test(name),
  ],
  ['should not include its type', ({ name }) => name.split('_').some((word) => types.includes(word))],
  ["should not contain ':'", ({ name }) => name.includes(':')],
  ["should be written in 'snake_case'", ({ name, labels }) => [name, ...labels].some(isCamelCase)],
  ['should use base units', ({ name }) => name.split('_').some((word) => wrongUnits.includes(word))],
  ['should not contain abbreviated units', ({ name }) => abbreviations.test(name)],
]

/** The rules of `promtool check metrics` (prometheus/client_golang, promlint), which is not installed everywhere. */
export function lintMetrics(text: string): string[] {
  return familiesIn(text).flatMap((family) =>
    rules.filter(([, isBroken]) => isBroken(family)).map(([message]) => `${family.name} ${message}`),
  )
}

function isCamelCase(name: string): boolean {
  return /[a-z][A-Z]/.test(name)
}

function familiesIn(text: string): Family[] {
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)]
  return types.map(([, name = '', type = '']) => {
    const help = new RegExp(`^# HELP ${name} (.*)$`, 'm').exec(text)?.[1] ?? ''
    const samples = [...text.matchAll(new RegExp(`^${name}(?:_bucket|_sum|_count)?\\{(.*)\\} \\S+$`, 'gm'))]
    const labels = samples.flatMap(([, pairs = '']) =>
      [...pairs.matchAll(/(\w+)="/g)].map(([, label = '']) => label),
    )
    return { name, type, help, labels: [...new Set(labels)] }
  })
}
