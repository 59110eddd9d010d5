/** Phone numbers as people write and paste them. Safe in the browser. */

// Invisible characters that come with pasting: soft hyphens, zero-width spaces, and the direction marks that phones put
// around a number. Not U+202E, which shows digits in another order.
const unseen = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202d\u2060\u2066-\u2069]/g
// What groups digits, in any script: spaces, hyphens and dashes, dots, slashes, brackets, tildes.
const between = /[\p{Zs}\t\p{Pd}\u2212\u30fc.\u00b7\u2022\u30fb/\u2044\u2215()[\]~]/gu
// "+44 (0)20 …": a zero that is dialled inside the country only.
const zeroAtHome = /^([^\d]*\+[^\d]*\d{1,3}[^\d]*)[([]\s*0\s*[)\]]/

/**
 * The digits of a number, with the `+` before the country's where it is written.
 *
 * @returns null when there is anything but digits, a `+` in front, and separators
 */
export function phoneDigits(written: string): string | null {
  const plain = written
    .normalize('NFKC')
    .replace(unseen, '')
    .replace(/\p{Nd}/gu, plainDigit)
    .replace(zeroAtHome, '$1')
    .replace(between, '')
  return /^\+?[0-9]+$/.test(plain) ? plain : null
}

/** The digit as 0 to 9. Unicode has the ten digits of each script in a row, zero first. */
function plainDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  let first = point
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1
  return String((point - first) % 10)
}
