import { domainToUnicode } from 'node:url'
import { isOfOneScript } from './writing'

/** Cyrillic and Greek letters that look like Latin ones (UTS 39): a domain of nothing else is taken for another. */
const looksLatin = /^[авсыԁеԍһіюјкӏмнорԗԛѕтхуѵԝъьгпҽҫҳѡαεικνορτυχωγη0-9-]+$/u
/** Phonetic and historic letters: no language of today needs them in a domain, and they look like plain ones. */
const rareLatin = /[\u0250-\u02af\u1d00-\u1dbf\ua720-\ua7ff]/u
const dotless = /\u0131/u
const dotlessIsExpected = /^(?:az|tr)$/
/** Top-level domains under which people expect Cyrillic or Greek. */
const latinIsUnexpected =
  /^(?:[\p{Script=Cyrillic}\p{Script=Greek}]+|by|bg|kz|me|mk|mn|rs|ru|su|ua|uz|cy|gr)$/u

/**
 * A stored address as people read it: its domain in its own script instead of punycode. The stored form follows in
 * brackets where the domain could be mistaken for another one: it mixes scripts (UTS 39, "highly restrictive"), or all its
 * letters look like Latin ones. Anything else, a username for example, is returned unchanged.
 */
export function shownAddress(text: string): string {
  const own = typedAddress(text)
  return own === text || !isDoubtful(own.slice(own.lastIndexOf('@') + 1)) ? own : `${own} (${text})`
}

/** The address as its owner types it, without anything in brackets: for a form field. */
export function typedAddress(text: string): string {
  const at = text.lastIndexOf('@')
  const domain = text.slice(at + 1)
  if (at < 1 || !/(?:^|\.)xn--/i.test(domain)) return text
  // An invalid domain gives ''.
  const own = domainToUnicode(domain)
  return own === '' ? text : `${text.slice(0, at)}@${own}`
}

function isDoubtful(domain: string): boolean {
  const labels = domain.split('.')
  const last = labels.at(-1) ?? ''
  const isDoubtfulLabel = (label: string) =>
    !isOfOneScript(label) ||
    rareLatin.test(label) ||
    (dotless.test(label) && !dotlessIsExpected.test(last)) ||
    (looksLatin.test(label) && !latinIsUnexpected.test(last))
  return labels.filter((label) => /[^\p{ASCII}]/u.test(label)).some(isDoubtfulLabel)
}
