import topLevelDomains from 'tlds' with { type: 'json' }
import type { MailLocale } from './locale'

const notShown: Record<MailLocale, string> = { en: '(name not shown)', ru: '(имя не показано)' }

const longestName = 64
const longestAddress = 254

/** Top-level domains: those that exist, and the reserved ones (RFC 6761), which some mail programs link too. */
const siteEndings = new Set([
  ...topLevelDomains,
  ...'alt example home internal intranet invalid lan local localhost onion test'.split(' '),
])
// A scheme, slashes before a host, an address, www., a punycode ending, an IP address.
const linkMarks =
  /\p{L}[\p{L}\p{N}+.-]*:\S|\/\/|\\\\|\S@\S|(?<![\p{L}\p{N}])(?:www|ftp)\d{0,3}\.|\.xn--|\d{1,3}(?:\.\d{1,3}){3}/iu
const behindDot = /(?<=[\p{L}\p{M}\p{N}_-]\.)[\p{L}\p{M}\p{N}]+/gu

/** One line whatever came in: control characters and Unicode line ends become one space, direction overrides go. */
export function oneLine(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
}

/**
 * A name or address chosen by a stranger, fit to stand in our mail: one line, and never something a mail
 * program would turn into a link to a foreign site, or long enough to carry a message of its own. The page that the
 * mail leads to shows the name in full.
 */
export function shownName(name: string, locale: MailLocale): string {
  const line = oneLine(name)
  if (isPlainAddress(line)) return line
  return line.length > longestName || looksLikeLink(line) ? notShown[locale] : line
}

/** An address, or one followed by its ASCII form in brackets. */
function isPlainAddress(line: string): boolean {
  const [, local = '', domain = '', , ascii] =
    /^([^\s@]+)@([^\s@:/?#()]+)( \(([^\s@]+@[^\s@:/?#()]+)\))?$/u.exec(line) ?? []
  if (domain === '' || line.length > 2 * longestAddress || (ascii ?? line).length > longestAddress)
    return false
  // Dots are usual. With rarer signs, a program may see only a part of it as an address and link the rest.
  const isUsual = /^[\p{L}\p{M}\p{N}._+-]+$/u.test(local) && !/^(?:www|ftp)\d{0,3}\./iu.test(local)
  return isUsual || !looksLikeLink(local)
}

function looksLikeLink(line: string): boolean {
  const plain = line
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/。/gu, '.')
    .toLowerCase()
  return linkMarks.test(plain) || (plain.match(behindDot) ?? []).some((ending) => siteEndings.has(ending))
}
