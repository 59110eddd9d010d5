import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emailRule, foldName, passwordRule, usernameRule } from './rules'
import { seed } from './testing/seed'

/** Properties of every text. fast-check prints the smallest text that breaks one. */

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

test('folding a folded name changes nothing, and case is ignored', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(foldName(foldName(text))).toBe(foldName(text))
      expect(foldName(foldName(text).toUpperCase())).toBe(foldName(text))
    }),
    runs,
  )
})

test('parsing an accepted username again changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(nameText, anyText), (text) => {
      const parsed = usernameRule.safeParse(text)
      if (parsed.success) expect(usernameRule.parse(parsed.data.shown)).toEqual(parsed.data)
    }),
    runs,
  )
})

test('an accepted address is one plain address, and parsing it again changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(addressText, fc.emailAddress(), anyText), (text) => {
      const parsed = emailRule.safeParse(text)
      if (!parsed.success) return
      expect(parsed.data).toMatch(/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9.-]+$/)
      expect(parsed.data).not.toMatch(/=\?.*\?=/)
      expect(emailRule.parse(parsed.data)).toBe(parsed.data)
    }),
    runs,
  )
})

test('an accepted password is not cut, folded or trimmed', () => {
  const rule = passwordRule(8)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 300 }), (text) => {
      const parsed = rule.safeParse(text)
      if (parsed.success) expect(parsed.data).toBe(text.normalize('NFC'))
    }),
    runs,
  )
})
