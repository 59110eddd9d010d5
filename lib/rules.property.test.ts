import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emailRule, foldName, passwordRule, usernameRule } from './rules'
import { seed } from './testing/seed'

/** What holds of any text, tried with many (fast-check prints the smallest that it does not hold of). */

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'ΟΔΌΣςσiIıİKkſßẞﬁǅ\u0301\u0307\u0345ａＡ１．_-') }),
)
const nameText = fc.string({
  unit: fc.constantFrom(...'adminоіАЙёΣςıİKſßǅａＺ０१漢かカ한\u0301._-'),
  minLength: 3,
})
const addressText = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...'aZ09.+-_\'"@ Kſ\u0131=?%!&/') }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('test', 'РФ', 'xn--p1ai', 'c\u0323om'),
  )
  .map(([local, host, top]) => `${local}@${host}.${top}`)
const runs = { numRuns: 5_000, seed }

test('a folded name is its own fold, and its case does not count', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(foldName(foldName(text))).toBe(foldName(text))
      expect(foldName(foldName(text).toUpperCase())).toBe(foldName(text))
    }),
    runs,
  )
})

test('a username that is taken reads back as itself', () => {
  fc.assert(
    fc.property(fc.oneof(nameText, anyText), (text) => {
      const taken = usernameRule.safeParse(text)
      if (taken.success) expect(usernameRule.parse(taken.data.shown)).toEqual(taken.data)
    }),
    runs,
  )
})

test('an address that is taken is one plain address, and reads back as itself', () => {
  fc.assert(
    fc.property(fc.oneof(addressText, fc.emailAddress(), anyText), (text) => {
      const taken = emailRule.safeParse(text)
      if (!taken.success) return
      expect(taken.data).toMatch(/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9.-]+$/)
      expect(taken.data).not.toMatch(/=\?.*\?=/)
      expect(emailRule.parse(taken.data)).toBe(taken.data)
    }),
    runs,
  )
})

test('a password is taken whole: nothing of it is cut, folded or trimmed', () => {
  const rule = passwordRule(8)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 300 }), (text) => {
      const taken = rule.safeParse(text)
      if (taken.success) expect(taken.data).toBe(text.normalize('NFC'))
    }),
    runs,
  )
})
