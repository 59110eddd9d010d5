/** Names of the values of a prop: `true`, `expired`, `none` for null, `some` for anything else. */
type Word<Value> = Value extends boolean
  ? `${Value}`
  : Value extends null
    ? 'none'
    : Value extends string
      ? string extends Value
        ? 'some'
        : Value
      : 'some'
type WordsOf<Props, Prop extends keyof Props> = Word<Exclude<Props[Prop], undefined>>

/** Props of an entry that differ from the usual ones. */
export type Change<Props> = Readonly<Partial<Props>>

/**
 * Every value of every closed set: a new one does not compile until the gallery shows it. A string names the
 * entry that shows the value; an object makes a new entry.
 */
export type Cases<Props> = {
  readonly [Prop in keyof Props as [WordsOf<Props, Prop>] extends ['some'] ? never : Prop]-?: Readonly<
    Record<WordsOf<Props, Prop>, Change<Props> | string>
  >
}

export interface Sample<Props> {
  readonly usual: Props
  readonly cases: Cases<Props>
  /** States without a closed set of values: long names, empty lists. */
  readonly more?: Readonly<Record<string, Change<Props>>>
}

/**
 * The entries by name: `usual`, `<prop>-<value>` for each case, and `more`.
 *
 * @throws Error if a case names an entry that does not show its value
 */
export function propsByEntry<Props extends object>(sample: Sample<Props>): ReadonlyMap<string, Props> {
  const cases = Object.entries(sample.cases).flatMap(([prop, values]) =>
    Object.entries(values as Record<string, Change<Props> | string>).map(([word, given]) => ({
      prop,
      word,
      given,
    })),
  )
  const own = cases.flatMap(({ prop, word, given }): [string, Props][] =>
    typeof given === 'string'
      ? []
      : [[`${prop}-${word}`, { ...sample.usual, ...namedValue(prop, word), ...given }]],
  )
  const more = Object.entries(sample.more ?? {}).map(([name, change]): [string, Props] => [
    name,
    { ...sample.usual, ...change },
  ])
  const entries = new Map<string, Props>([['usual', sample.usual], ...own, ...more])
  for (const { prop, word, given } of cases) {
    const name = typeof given === 'string' ? given : `${prop}-${word}`
    const shown: Readonly<Record<string, unknown>> = { ...entries.get(name) }
    if (!hasName(shown[prop], word)) throw new Error(`${name} does not show ${prop} ${word}`)
  }
  return entries
}

/** The value with this name. `some` is left to the props. */
function namedValue(prop: string, word: string): object {
  const values: Readonly<Record<string, unknown>> = { true: true, false: false, none: null }
  return word === 'some' ? {} : { [prop]: word in values ? values[word] : word }
}

function hasName(value: unknown, word: string): boolean {
  if (word === 'some') return value !== null && value !== undefined
  return word === (value === null ? 'none' : String(value))
}
