import { expect, test } from 'vitest'
import { backgroundColors } from '@/lib/pictures/background-colors'
import { parsePictureFileName, picturePath } from './picture-file'

const id = '4ba4a8ca-dcad-49eb-8204-bae8b69b6b84'
const account = {
  id,
  username: null,
  email: 'ada@example.com',
  emailVerified: true,
  hasPassword: true,
  role: 'user',
  firstName: null,
  lastName: null,
  phone: null,
  gender: null,
  region: null,
  pictureId: null,
  locale: 'ru',
  createdAt: new Date(0),
} as const

function lettersOf(name: { firstName?: string; lastName?: string; username?: string }): string | undefined {
  const file = parsePictureFileName(picturePath({ ...account, ...name }).replace('/avatars/', ''))
  return file?.kind === 'default' ? file.letters : undefined
}

test('the path of an uploaded picture is its id, and is parsed back', () => {
  const path = picturePath({ ...account, pictureId: id })
  expect(path).toBe(`/avatars/${id}.jpg`)
  expect(parsePictureFileName(`${id}.jpg`)).toEqual({ kind: 'chosen', id })
})

test('a default picture shows the initials as capitals of the alphabets that the font has', () => {
  expect(lettersOf({ firstName: 'Иван', lastName: 'Петров' })).toBe('ИП')
  expect(lettersOf({ firstName: 'ada', lastName: 'lovelace', username: 'countess' })).toBe('AL')
  expect(lettersOf({ firstName: 'Ἀριστοτέλης' })).toBe('Ἀ')
  expect(lettersOf({ lastName: 'э' })).toBe('Э')
  expect(lettersOf({ username: 'toto' })).toBe('T')
  expect(lettersOf({ username: '7of9' })).toBe('7')
})

test('characters that the font lacks are skipped, and no letters may be left', () => {
  expect(lettersOf({ firstName: '🦎 Lizzy', lastName: '…' })).toBe('L')
  expect(lettersOf({ firstName: '李 Wei', lastName: '王' })).toBe('W')
  expect(lettersOf({ firstName: '🦎', lastName: '🌍', username: 'ира' })).toBe('И')
  expect(lettersOf({ firstName: '🦎' })).toBe('')
  expect(lettersOf({ username: '田中' })).toBe('')
  expect(lettersOf({})).toBe('')
})

test('a letter and a separate accent count as one', () => {
  expect(lettersOf({ firstName: 'e\u0301lodie', lastName: 'и\u0306' })).toBe('ÉЙ')
})

test('the colour belongs to the account, and stays when the name changes', () => {
  const groundOf = (facts: object) => /default-(\d)/.exec(picturePath({ ...account, ...facts }))?.[1]
  expect(groundOf({ username: 'toto' })).toBe(groundOf({ firstName: 'Иван' }))
  const tails = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
  const seen = new Set(tails.map((tail) => groundOf({ id: id.slice(0, -2) + tail })))
  expect([...seen].sort()).toEqual(backgroundColors.map((_, index) => String(index)))
})

test('other names are rejected: letters that the font lacks, markup, paths out of the folder', () => {
  for (const name of [
    'default-8.png',
    'default-0-61.png',
    'default-0-4e2d.png',
    'default-0-3c.png',
    'default-0-26.png',
    'default-0-d800.png',
    'default-0-41-42-43.png',
    'default-0-41.jpg',
    'default-0--41.png',
    `${id}.png`,
    `${id.toUpperCase()}.jpg`,
    `../${id}.jpg`,
    `${id}.jpg/`,
    '',
  ])
    expect(parsePictureFileName(name), name).toBeNull()
  expect(parsePictureFileName('default.png')).toEqual({ kind: 'default', ground: 0, letters: '' })
})
