import topLevelDomains from 'tlds' with { type: 'json' }
import type { MailLocale } from './locale'

const placeholder: Record<MailLocale, string> = { en: '(name not shown)', ru: '(имя не показано)' }

const maxNameLength = 64
const maxAddressLength = 254

/** Existing top-level domains, and reserved ones (RFC 6761) that some mail programs link too. */
const knownTopLevelDomains = new Set([
  ...topLevelDomains,
  ...'alt example home internal intranet invalid lan local localhost onion test'.split(' '),
])
// A URL scheme, slashes before a host, an address, www., a punycode label, an IP address.
const linkPattern =
  /\p{L}[\p{L}\p{N}+.-]*:\S|\/\/|\\\\|\S@\S|(?<![\p{L}\p{N}])(?:www|ftp)\d{0,3}\.|\.xn--|\d{1,3}(?:\.\d{1,3}){3}/iu
const labelAfterDot = /(?<=[\p{L}\p{M}\p{N}_-]\.)[\p{L}\p{M}\p{N}]+/gu

/** Control characters and line ends become a space; direction overrides are removed. */
export function oneLine(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
}

/**
 * Text from unknown people must not become a link or a message in our mail: otherwise a placeholder replaces
 * it. The page that the mail links to shows the full name.
 */
export function safeName(name: string, locale: MailLocale): string {
  const line = oneLine(name)
  if (isPlainAddress(line)) return line
  return line.length > maxNameLength || looksLikeLink(line) ? placeholder[locale] : line
}

/** An address, optionally followed by its ASCII form in brackets. */
function isPlainAddress(line: string): boolean {
  const [, local = '', domain = '', , ascii] =
    /^([^\s@]+)@([^\s@:/?#()]+)( \(([^\s@]+@[^\s@:/?#()]+)\))?$/u.exec(line) ?? []
  if (domain === '' || line.length > 2 * maxAddressLength || (ascii ?? line).length > maxAddressLength)
    return false
  // With rare characters, a mail program may take only a part for the address and link the rest.
  const isUsual = /^[\p{L}\p{M}\p{N}._+-]+$/u.test(local) && !/^(?:www|ftp)\d{0,3}\./iu.test(local)
  return isUsual || !looksLikeLink(local)
}

function looksLikeLink(line: string): boolean {
  const plain = line
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/。/gu, '.')
    .toLowerCase()
  return (
    linkPattern.test(plain) ||
    (plain.match(labelAfterDot) ?? []).some((label) => knownTopLevelDomains.has(label))
  )
}
