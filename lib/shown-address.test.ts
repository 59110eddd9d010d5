import { describe, expect, test } from 'vitest'
import { emailRule } from './rules'
import { shownAddress, typedAddress } from './shown-address'

const stored = (typed: string) => emailRule.parse(typed)

describe('an address', () => {
  const plain = [
    'a@пример.рф',
    'a@пример.test',
    'a@почта.пример.ru',
    'a@münchen.de',
    'a@faß.de',
    'a@日本語.jp',
    'a@ひらカタ漢abc.jp',
    'a@한국abc.kr',
    'a@العربية.com',
    'a@άλφα.gr',
    'a@сорт.рф',
    'a@сорт.ru',
    'a@yazılım.com.tr',
    'a@example.com',
  ]
  test.each(plain)('%s is shown in its own script', (typed) => {
    expect(shownAddress(stored(typed))).toBe(typed)
    expect(stored(shownAddress(stored(typed)))).toBe(stored(typed))
  })

  const confusable = [
    'a@аррӏе.com',
    'a@сорт.com',
    'a@gооgle.com',
    'a@paypaı.com',
    'a@ɡoogle.com',
    'a@пример.gооgle.com',
    'a@абв漢.com',
  ]
  test.each(confusable)('%s is shown with its ASCII form', (typed) => {
    expect(shownAddress(stored(typed))).toBe(`${typed} (${stored(typed)})`)
    expect(typedAddress(stored(typed))).toBe(typed)
  })

  const unchanged = [
    'a@example.com',
    'a@xn--zzzzzzz99999.com',
    'a@xn--.com',
    'a@xn--a.xn--a',
    'marina',
    'иван',
    'xn--p1ai',
    'xn--e1afmkfd.xn--p1ai',
    '',
    'm***@example.com',
  ]
  test.each(unchanged)('%j is unchanged', (text) => {
    expect(shownAddress(text)).toBe(text)
    expect(typedAddress(text)).toBe(text)
  })

  test('with a masked local part is shown in its own script too', () => {
    expect(shownAddress(`m***@${stored('a@пример.рф').slice(2)}`)).toBe('m***@пример.рф')
  })

  test('in punycode that decodes to a symbol is shown with its ASCII form', () => {
    expect(shownAddress('a@xn--3bi.com')).toBe('a@✈.com (a@xn--3bi.com)')
  })
})
