import { expect, test } from 'vitest'
import { maskAddress, maskAddresses } from './log'

test('a masked address shows its first letter and its domain', () => {
  expect(maskAddress('ada@x.test')).toBe('a***@x.test')
  expect(maskAddress("'@x.test")).toBe("'***@x.test")
  expect(maskAddress('nowhere')).toBe('***')
})

test.each([
  ['550 <ada@x.test>: no such user', '550 <a***@x.test>: no such user'],
  ["550 'ada@x.test' refused", "550 'a***@x.test' refused"],
  ["550 o'neil@x.test refused", '550 o***@x.test refused'],
  ["550 'o'neil@x.test' refused", "550 'o***@x.test' refused"],
  ['550 r&d/x=y~z!{|}@x.test refused', '550 r***@x.test refused'],
  ['to ada@x.test, bob@y.test', 'to a***@x.test, b***@y.test'],
])('every address in %j is masked', (text, masked) => {
  expect(maskAddresses(text)).toBe(masked)
})
