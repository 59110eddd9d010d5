// Invisible characters that come with pasting: soft hyphens, zero-width spaces, direction marks. Not U+202E, which shows
// digits in another order. This file is safe in the browser.
const invisible = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202d\u2060\u2066-\u2069]/g
// In any script: spaces, hyphens and dashes, dots, slashes, brackets, tildes.
const separators = /[\p{Zs}\t\p{Pd}\u2212\u30fc.\u00b7\u2022\u30fb/\u2044\u2215()[\]~]/gu
// "+44 (0)20 …": a zero that is dialled only inside the country.
const trunkZero = /^([^\d]*\+[^\d]*\d{1,3}[^\d]*)[([]\s*0\s*[)\]]/

/**
 * The digits of a phone number as people write it, with a leading `+` if there is one.
 * @returns null if there is anything except digits, a leading `+` and separators
 */
export function phoneDigits(written: string): string | null {
  const plain = written
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(trunkZero, '$1')
    .replace(separators, '')
  return /^\+?[0-9]+$/.test(plain) ? plain : null
}

/** Unicode has the ten digits of each script in a row, zero first. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  let first = point
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1
  return String((point - first) % 10)
}
