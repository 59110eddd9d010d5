import { expect, test } from 'vitest'
import { failureCodes } from '@/lib/account/failure'
import en from './messages/en.json'
import ru from './messages/ru.json'

/** All messages by their dotted key. */
function messages(tree: object, path = ''): [key: string, message: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' ? messages(value, `${path}${key}.`) : [[path + key, String(value)] as const],
  )
}

/** Parameter names, without words inside a plural. */
function parameters(message: string): string[] {
  return [...message.matchAll(/\{(\w+)(?=[},])/g)].map(([, name]) => String(name)).sort()
}

const english = new Map(messages(en))
const russian = new Map(messages(ru))

test('both languages have the same keys', () => {
  expect([...russian.keys()].sort()).toEqual([...english.keys()].sort())
})

test('every message has the same parameters in both languages', () => {
  for (const [key, message] of english) {
    expect(parameters(russian.get(key) ?? ''), key).toEqual(parameters(message))
  }
})

test('no message is empty', () => {
  for (const [key, message] of [...english, ...russian]) expect(message.trim(), key).not.toBe('')
})

test('every failure has a message, and there are no others', () => {
  expect(Object.keys(en.faults).sort()).toEqual([...failureCodes].sort())
})
