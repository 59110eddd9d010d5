import { expect, test } from 'vitest'
import { negotiateLocale } from './locale'

const cases: readonly [name: string, cookie: string | undefined, header: string | null, locale: string][] = [
  ['nothing known: English', undefined, null, 'en'],
  ['the choice kept in the cookie comes first', 'ru', 'en', 'ru'],
  ['the browser says Russian', undefined, 'ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
  ['the higher weight wins, whatever the order', undefined, 'en;q=0.4, ru;q=0.7', 'ru'],
  ['of equal weights the first wins', undefined, 'en,ru', 'en'],
  ['a language we lack is passed over', undefined, 'de-DE,de;q=0.9,ru;q=0.5', 'ru'],
  ['a weight of nought refuses', undefined, 'ru;q=0,en;q=0.1', 'en'],
  ['any language: English', undefined, '*', 'en'],
  ['upper case is understood', undefined, 'RU', 'ru'],
  ['an unknown cookie is ignored', 'de', 'ru', 'ru'],
  ['a path in the cookie is ignored', '../../../etc/passwd', null, 'en'],
  ['a prototype key in the cookie is ignored', '__proto__', null, 'en'],
  ['an overlong cookie is ignored', 'ru'.repeat(2500), null, 'en'],
  ['an overlong header is ignored', undefined, `ru,${'x'.repeat(5000)}`, 'en'],
  ['a broken weight is no wish', undefined, 'ru;q=ever,en', 'en'],
  ['noise is ignored', undefined, ';;,,q=1;;-', 'en'],
]

for (const [name, cookie, header, locale] of cases) {
  test(name, () => expect(negotiateLocale(cookie, header)).toBe(locale))
}
