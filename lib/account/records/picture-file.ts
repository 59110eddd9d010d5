import type { AccountFacts } from '@/lib/account/account-facts'
import { backgroundColors } from '@/lib/pictures/background-colors'

type PictureFile =
  | { readonly kind: 'chosen'; readonly id: string }
  | { readonly kind: 'default'; readonly ground: number; readonly letters: string }

/** The font of `lib/pictures` has Latin, Greek and Cyrillic capitals and digits. */
const letter = /[0-9]|(?=[A-ZÀ-ɏḀ-ỿͰ-ϡἀ-῿Ѐ-ԯ])\p{Lu}/u
const chosenName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jpg$/
const defaultName = /^default(?:-(\d)((?:-[0-9a-f]{2,4}){0,2}))?\.png$/

/** The path of an account's picture. The content at a path never changes, so it can be cached without limit. */
export function picturePath(account: AccountFacts): string {
  return `/avatars/${account.pictureId === null ? defaultFile(account) : `${account.pictureId}.jpg`}`
}

/** Null when `picturePath` cannot have produced the name. */
export function parsePictureFileName(name: string): PictureFile | null {
  const id = chosenName.exec(name)?.[1]
  if (id !== undefined) return { kind: 'chosen', id }
  const [found, digit = '0', hex = ''] = defaultName.exec(name) ?? []
  const ground = Number(digit)
  const points = hex.split('-').slice(1)
  const letters = points.map((point) => String.fromCodePoint(Number.parseInt(point, 16)))
  const isValid =
    found !== undefined && ground < backgroundColors.length && letters.every((text) => letter.test(text))
  return isValid ? { kind: 'default', ground, letters: letters.join('') } : null
}

/** The colour comes from the id, so it stays when the name changes. */
function defaultFile(account: AccountFacts): string {
  const ground = Number.parseInt(account.id.slice(-2), 16) % backgroundColors.length
  const points = [...initialsOf(account)].map((text) => text.codePointAt(0)?.toString(16))
  return `${['default', ground, ...points].join('-')}.png`
}

/** Never from the address: pictures are public. */
function initialsOf({ firstName, lastName, username }: AccountFacts): string {
  return firstLetter(firstName) + firstLetter(lastName) || firstLetter(username)
}

function firstLetter(name: string | null): string {
  return letter.exec((name ?? '').normalize('NFC').toUpperCase())?.[0] ?? ''
}
