import type { AccountFacts } from '@/lib/account/account-facts'
import { grounds } from '@/lib/pictures/grounds'

/** A picture as its file's name tells of it: one that somebody chose, or one that is drawn from initials. */
type PictureFile =
  | { readonly kind: 'chosen'; readonly id: string }
  | { readonly kind: 'default'; readonly ground: number; readonly letters: string }

/** What the font of `lib/pictures` has: capitals of the Latin, Greek and Cyrillic alphabets, and digits. */
const letter = /[0-9]|(?=[A-ZÀ-ɏḀ-ỿͰ-ϡἀ-῿Ѐ-ԯ])\p{Lu}/u
const chosenName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jpg$/
const defaultName = /^default(?:-(\d)((?:-[0-9a-f]{2,4}){0,2}))?\.png$/

/**
 * The path of an account's picture: the one it chose, or else one with its initials. It says all there is to
 * say, so that what stands at a path never changes and may be kept for ever.
 */
export function picturePath(account: AccountFacts): string {
  return `/avatars/${account.pictureId === null ? defaultFile(account) : `${account.pictureId}.jpg`}`
}

/** Reads a file's name back; null when no picture of ours can have it. */
export function parsePictureFileName(name: string): PictureFile | null {
  const id = chosenName.exec(name)?.[1]
  if (id !== undefined) return { kind: 'chosen', id }
  const [found, digit = '0', hex = ''] = defaultName.exec(name) ?? []
  const ground = Number(digit)
  const points = hex.split('-').slice(1)
  const letters = points.map((point) => String.fromCodePoint(Number.parseInt(point, 16)))
  const isOurs = found !== undefined && ground < grounds.length && letters.every((text) => letter.test(text))
  return isOurs ? { kind: 'default', ground, letters: letters.join('') } : null
}

/** The colour comes from the id, and so outlives every change of name. */
function defaultFile(account: AccountFacts): string {
  const ground = Number.parseInt(account.id.slice(-2), 16) % grounds.length
  const points = [...initialsOf(account)].map((text) => text.codePointAt(0)?.toString(16))
  return `${['default', ground, ...points].join('-')}.png`
}

/** Of the names, or else of the username. An address gives none: a picture is for everybody to see. */
function initialsOf({ firstName, lastName, username }: AccountFacts): string {
  return firstLetter(firstName) + firstLetter(lastName) || firstLetter(username)
}

function firstLetter(name: string | null): string {
  return letter.exec((name ?? '').normalize('NFC').toUpperCase())?.[0] ?? ''
}
