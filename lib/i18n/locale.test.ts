import { expect, test } from 'vitest'
import { negotiateLocale } from './locale'

const cases: readonly [name: string, cookie: string | undefined, header: string | null, locale: string][] = [
  ['without cookie and header: English', undefined, null, 'en'],
  ['the cookie comes first', 'ru', 'en', 'ru'],
  ['the browser prefers Russian', undefined, 'ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
  ['the highest weight wins, in any order', undefined, 'en;q=0.4, ru;q=0.7', 'ru'],
  ['the first of equal weights wins', undefined, 'en,ru', 'en'],
  ['an unsupported language is skipped', undefined, 'de-DE,de;q=0.9,ru;q=0.5', 'ru'],
  ['a weight of zero refuses a language', undefined, 'ru;q=0,en;q=0.1', 'en'],
  ['any language is accepted: English', undefined, '*', 'en'],
  ['upper case is accepted', undefined, 'RU', 'ru'],
  ['an unknown cookie is ignored', 'de', 'ru', 'ru'],
  ['a path in the cookie is ignored', '../../../etc/passwd', null, 'en'],
  ['a prototype key in the cookie is ignored', '__proto__', null, 'en'],
  ['an overlong cookie is ignored', 'ru'.repeat(2500), null, 'en'],
  ['an overlong header is ignored', undefined, `ru,${'x'.repeat(5000)}`, 'en'],
  ['an invalid weight counts as zero', undefined, 'ru;q=ever,en', 'en'],
  ['noise is ignored', undefined, ';;,,q=1;;-', 'en'],
  ['an operating system’s locale name is accepted', undefined, 'ru_RU', 'ru'],
  ['also with its encoding', undefined, 'RU_ru.UTF-8', 'ru'],
  ['also with script and variant', undefined, 'ru-Cyrl-RU-x-own', 'ru'],
  ['spaces are ignored', undefined, ' de , ru_RU ; q = 0.5 ', 'ru'],
  ['any language except the refused one', undefined, 'en;q=0, *', 'ru'],
  ['a refused language is not the fallback', undefined, 'en;q=0', 'ru'],
  ['a refused region leaves the language', undefined, 'ru-UA;q=0, ru;q=0.2', 'ru'],
  ['all refused: the fallback is used', undefined, 'en;q=0, ru;q=0', 'en'],
  ['a word that only starts like a language is ignored', undefined, 'russian, rust_RU', 'en'],
]

for (const [name, cookie, header, locale] of cases) {
  test(name, () => expect(negotiateLocale(cookie, header)).toBe(locale))
}

const withRussianFallback: readonly [header: string | null, locale: string][] = [
  [null, 'ru'],
  ['', 'ru'],
  ['de', 'ru'],
  ['*', 'ru'],
  ['ru;q=0', 'en'],
  ['en_US', 'en'],
  ['EN_us', 'en'],
  ['en_US.UTF-8', 'en'],
  ['en_US,ru_RU;q=0.5', 'en'],
  ['ru;q=0.1,en_GB;q=0.9', 'en'],
]

for (const [header, locale] of withRussianFallback) {
  test(`with Russian as the fallback, ${header} gives ${locale}`, () =>
    expect(negotiateLocale(undefined, header, 'ru')).toBe(locale))
}
