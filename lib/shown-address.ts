import { domainToUnicode } from 'node:url'
import { isSingleScript } from './unicode-scripts'

/** Cyrillic and Greek letters that look like Latin ones (UTS 39). A domain of only these can be mistaken for another. */
const looksLatin = /^[авсыԁеԍһіюјкӏмнорԗԛѕтхуѵԝъьгпҽҫҳѡαεικνορτυχωγη0-9-]+$/u
/** Phonetic and historic letters that look like plain ones. No modern language needs them in a domain. */
const rareLatin = /[\u0250-\u02af\u1d00-\u1dbf\ua720-\ua7ff]/u
const dotless = /\u0131/u
const dotlessIsExpected = /^(?:az|tr)$/
/** Top-level domains under which people expect Cyrillic or Greek. */
const latinIsUnexpected =
  /^(?:[\p{Script=Cyrillic}\p{Script=Greek}]+|by|bg|kz|me|mk|mn|rs|ru|su|ua|uz|cy|gr)$/u

/**
 * A stored address as people read it, with its domain in its own script instead of punycode. If the domain could be
 * mistaken for another one, the stored form follows in brackets: it mixes scripts (UTS 39, "highly restrictive"), or
 * all its letters look like Latin ones. Other text, for example a username, is returned unchanged.
 */
export function shownAddress(text: string): string {
  const typed = typedAddress(text)
  return typed === text || !isConfusable(typed.slice(typed.lastIndexOf('@') + 1))
    ? typed
    : `${typed} (${text})`
}

/** The address as its owner types it, for a form field. */
export function typedAddress(text: string): string {
  const at = text.lastIndexOf('@')
  const domain = text.slice(at + 1)
  if (at < 1 || !/(?:^|\.)xn--/i.test(domain)) return text
  // '' if the domain is invalid.
  const unicodeDomain = domainToUnicode(domain)
  return unicodeDomain === '' ? text : `${text.slice(0, at)}@${unicodeDomain}`
}

function isConfusable(domain: string): boolean {
  const labels = domain.split('.')
  const last = labels.at(-1) ?? ''
  const isConfusableLabel = (label: string) =>
    !isSingleScript(label) ||
    rareLatin.test(label) ||
    (dotless.test(label) && !dotlessIsExpected.test(last)) ||
    (looksLatin.test(label) && !latinIsUnexpected.test(last))
  return labels.filter((label) => /[^\p{ASCII}]/u.test(label)).some(isConfusableLabel)
}
