import { expect, test } from 'vitest'
import { failureCodes } from '@/lib/account/failure'
import en from './messages/en.json'
import ru from './messages/ru.json'

/** Every sentence by its dotted key. */
function sentences(tree: object, path = ''): [key: string, sentence: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' ? sentences(value, `${path}${key}.`) : [[path + key, String(value)] as const],
  )
}

/** The names in braces, without those that only stand inside a plural. */
function parameters(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)(?=[},])/g)].map(([, name]) => String(name)).sort()
}

const english = new Map(sentences(en))
const russian = new Map(sentences(ru))

test('both languages have the same sentences', () => {
  expect([...russian.keys()].sort()).toEqual([...english.keys()].sort())
})

test('every sentence takes the same parameters in both languages', () => {
  for (const [key, sentence] of english) {
    expect(parameters(russian.get(key) ?? ''), key).toEqual(parameters(sentence))
  }
})

test('no sentence is empty', () => {
  for (const [key, sentence] of [...english, ...russian]) expect(sentence.trim(), key).not.toBe('')
})

test('every failure has its sentence, and no sentence is left over', () => {
  expect(Object.keys(en.faults).sort()).toEqual([...failureCodes].sort())
})
