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
  ['a system’s name for a language is understood', undefined, 'ru_RU', 'ru'],
  ['with its letters’ encoding too', undefined, 'RU_ru.UTF-8', 'ru'],
  ['and its script and variant', undefined, 'ru-Cyrl-RU-x-own', 'ru'],
  ['spaces do not count', undefined, ' de , ru_RU ; q = 0.5 ', 'ru'],
  ['any language but the one refused', undefined, 'en;q=0, *', 'ru'],
  ['a language refused is not the fallback', undefined, 'en;q=0', 'ru'],
  ['a region refused leaves the language', undefined, 'ru-UA;q=0, ru;q=0.2', 'ru'],
  ['all refused: the fallback', undefined, 'en;q=0, ru;q=0', 'en'],
  ['a word that only begins like a language is none', undefined, 'russian, rust_RU', 'en'],
]

for (const [name, cookie, header, locale] of cases) {
  test(name, () => expect(negotiateLocale(cookie, header)).toBe(locale))
}

const inRussianByDefault: readonly [header: string | null, locale: string][] = [
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

for (const [header, locale] of inRussianByDefault) {
  test(`where Russian is the fallback, ${header} gets ${locale}`, () =>
    expect(negotiateLocale(undefined, header, 'ru')).toBe(locale))
}
