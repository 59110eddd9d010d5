import { z } from 'zod'
import { phoneDigits } from './phone-number'
import { pictureLimits } from './picture-rules'
import { isSingleScript, removeSpellingJoiners } from './unicode-scripts'

/**
 * Field rules, shared by the dialects, the forms and the core. Each schema normalises its value and reports a fault as
 * a code of the list in `lib/account/failure.ts`. Safe in the browser.
 */

export const fieldLimits = {
  usernameMin: 3,
  usernameMax: 32,
  emailMax: 254,
  emailLocalMax: 64,
  passwordMax: 256,
  passwordMaxBytes: 1024,
  nameMax: 64,
  phoneDigitsMin: 3,
  phoneDigitsMax: 20,
  phoneWrittenMax: 64,
  ...pictureLimits,
} as const

/** Names that a stranger could use to pretend to be the service. Compared folded. */
const reservedUsernames = new Set(
  `abuse account accounts admin administrator anonymous api auth billing bot contact deleted device everyone
  guest help helpdesk hostmaster info inbox latchkey login logout mailer-daemon me moderator nobody noreply
  no-reply null official operator owner password postmaster profile register reset root security service
  signin signup staff status support sysadmin system team undefined unknown user verify webmaster`.split(
    /\s+/,
  ),
)

const usernameShape = /^[\p{L}\p{Nd}._-][\p{L}\p{M}\p{Nd}._-]*$/u
// Control, format, surrogate, private-use and unassigned characters, and Unicode's own line breaks.
const invisible = /[\p{C}\p{Zl}\p{Zp}]/u

/**
 * The unique form of a name, for comparison: NFKC and case-folded. The Turkish dotted and dotless i become i, the final
 * sigma becomes σ, and joiners, which are hard to see, are removed. `foldName(foldName(x)) === foldName(x)`.
 */
export function foldName(name: string): string {
  const folded = name
    .replace(/[\u200c\u200d]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .toLowerCase()
  return folded
    .replaceAll('ς', 'σ')
    .replace(/i\u0307+/g, 'i')
    .normalize('NFKC')
}

function countCharacters(text: string): number {
  return [...text].length
}

const isWithinUsernameMax = (text: string) =>
  text.length <= 4 * fieldLimits.usernameMax && countCharacters(text) <= fieldLimits.usernameMax

function isUsername(text: string): boolean {
  const visible = removeSpellingJoiners(text)
  return usernameShape.test(visible) && isSingleScript(visible)
}

/** Returns `shown`, the name as typed (NFKC), and `key`, its folded form. */
export const usernameRule = z
  .string()
  .transform(trimSpaces)
  .pipe(
    z
      .string()
      .min(1, { error: 'username_missing', abort: true })
      // Before normalisation, which is slow on long text and can make it eighteen times longer.
      .refine(isWithinUsernameMax, { error: 'username_long', abort: true })
      .transform((text) => text.normalize('NFKC'))
      .refine(
        (text) => countCharacters(removeSpellingJoiners(text)) >= fieldLimits.usernameMin,
        'username_short',
      )
      .refine(isWithinUsernameMax, 'username_long')
      .refine(isUsername, { error: 'username_characters', abort: true })
      .transform((shown) => ({ shown, key: foldName(shown) }))
      .refine(({ key }) => key.length <= 64 && !reservedUsernames.has(key), 'username_reserved'),
  )

// The local part is a dot-atom (RFC 5322, 3.2.3). Quoted local parts are refused: they can contain anything.
const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const domain = String.raw`(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]+)`
const emailShape = new RegExp(String.raw`^${atom}(?:\.${atom})*@${domain}$`)
// A mail server may read these as another address: an encoded word (RFC 2047), or a route to another host, `a%evil.test`
// or `evil.test!a`.
const hiddenAddress = /=\?.*\?=|%.*[a-z0-9]\.[a-z0-9]|[a-z0-9]\.[a-z0-9].*!/i

/**
 * Returns the address in lower case, with its domain in punycode. The local part is checked first, because lower-casing
 * turns some look-alikes into ASCII letters (the Kelvin sign U+212A into k).
 */
export const emailRule = z
  .string()
  .transform(trimSpaces)
  .pipe(
    z
      .string()
      .min(1, { error: 'email_missing', abort: true })
      .max(fieldLimits.emailMax, { error: 'email_invalid', abort: true })
      .transform(asciiDomain)
      .pipe(
        z.email({ pattern: emailShape, error: 'email_invalid' }).max(fieldLimits.emailMax, 'email_invalid'),
      )
      .refine((text) => text.indexOf('@') <= fieldLimits.emailLocalMax, 'email_invalid')
      .refine((text) => !hiddenAddress.test(text.slice(0, text.indexOf('@'))), 'email_invalid')
      .transform((text) => text.toLowerCase()),
  )

/**
 * The form of a login that finds accounts and counts attempts: the same for all spellings of a username or address.
 * `foldLogin(foldLogin(x)) === foldLogin(x)`.
 */
export function foldLogin(typed: string): string {
  const email = typed.includes('@') ? emailRule.safeParse(typed) : null
  return email?.success ? email.data : foldName(trimSpaces(typed).slice(0, fieldLimits.emailMax))
}

/** Checks the length in characters and bytes. The server also checks its list of common passwords. */
export function passwordRule(minCharacters: number) {
  return z
    .string()
    .min(1, { error: 'password_missing', abort: true })
    .refine((text) => text.length <= fieldLimits.passwordMaxBytes, { error: 'password_long', abort: true })
    .transform((text) => text.normalize('NFC'))
    .refine((text) => countCharacters(text) >= minCharacters, { error: 'password_short', abort: true })
    .refine((text) => countCharacters(text) <= fieldLimits.passwordMax, {
      error: 'password_long',
      abort: true,
    })
    .refine((text) => new TextEncoder().encode(text).length <= fieldLimits.passwordMaxBytes, 'password_long')
}

// A scheme, an address, www., or a domain with a path.
const looksLikeLink = /:\/\/|[a-z][a-z0-9+.-]*:\S|\S@\S|www\d{0,3}\.|[\p{L}\p{N}]\.\p{L}{2,}[/?#]/iu

/** One line about a person. Links and addresses are refused, because apps may make them clickable. */
function personalLine(fault: string, maxCharacters: number) {
  return z
    .string()
    .transform(trimSpaces)
    .pipe(
      z
        .string()
        .min(1, fault)
        .max(4 * maxCharacters, { error: fault, abort: true })
        .transform((text) => text.normalize('NFC'))
        .refine((text) => countCharacters(text) <= maxCharacters, { error: fault, abort: true })
        .refine((text) => !invisible.test(removeSpellingJoiners(text)), fault)
        .refine((text) => !looksLikeLink.test(text.normalize('NFKC')), fault),
    )
}

export const firstNameRule = personalLine('first_name_invalid', fieldLimits.nameMax)
export const lastNameRule = personalLine('last_name_invalid', fieldLimits.nameMax)
export const regionRule = personalLine('region_invalid', fieldLimits.nameMax)
const phoneShape = new RegExp(
  String.raw`^\+?\d{${fieldLimits.phoneDigitsMin},${fieldLimits.phoneDigitsMax}}$`,
)

export const phoneRule = z
  .string()
  .transform(trimSpaces)
  .pipe(
    z
      .string()
      .max(fieldLimits.phoneWrittenMax, { error: 'phone_invalid', abort: true })
      .transform((text) => phoneDigits(text) ?? '')
      .pipe(z.string().regex(phoneShape, 'phone_invalid')),
  )
export const genderRule = z.enum(['female', 'male'], 'gender_invalid')
export const localeRule = z.enum(['en', 'ru'], 'locale_invalid')

const space = /^[\t\n\v\f\r\p{Zs}]$/u

/**
 * Removes the spaces around a text. Unlike String.trim it keeps U+FEFF and line separators, so that the rules refuse
 * them. It runs before any length limit, so it is a loop: a regular expression would take quadratic time.
 */
export function trimSpaces(text: string): string {
  let [start, end] = [0, text.length]
  while (space.test(text[start] ?? '')) start += 1
  while (end > start && space.test(text[end - 1] ?? '')) end -= 1
  return text.slice(start, end)
}

function asciiDomain(email: string): string {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1).normalize('NFC')
  if (at < 1 || !/[^\p{ASCII}]/u.test(domain) || !/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return email
  const host = URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : domain
  return `${email.slice(0, at)}@${host}`
}
