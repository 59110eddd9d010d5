import { domainToUnicode } from 'node:url'
import { isOfOneScript } from './writing'

/** Cyrillic and Greek letters that look like Latin ones (UTS 39): a domain of nothing else is taken for another. */
const looksLatin = /^[авсыԁеԍһіюјкӏмнорԗԛѕтхуѵԝъьгпҽҫҳѡαεικνορτυχωγη0-9-]+$/u
/** Letters hardly to be told from plain ones, and of no language that people write there. */
const rareLatin = /[\u0250-\u02af\u1d00-\u1dbf\ua720-\ua7ff]/u
const dotless = /\u0131/u
const dotlessIsExpected = /^(?:az|tr)$/
/** Where people expect the script: they do not read Latin there. */
const latinIsUnexpected =
  /^(?:[\p{Script=Cyrillic}\p{Script=Greek}]+|by|bg|kz|me|mk|mn|rs|ru|su|ua|uz|cy|gr)$/u

/**
 * A stored address as people read it: its domain in its own script, where it is one of other letters than ASCII. Beside it
 * stands the address in ASCII where the domain could be taken for another: scripts are mixed in it (UTS 39, "highly
 * restrictive"), or all its letters look like Latin ones. What is no address, a username say, stays as it is.
 */
export function shownAddress(text: string): string {
  const own = typedAddress(text)
  return own === text || !isDoubtful(own.slice(own.lastIndexOf('@') + 1)) ? own : `${own} (${text})`
}

/** The address as somebody who has it types it, for a field to start with. */
export function typedAddress(text: string): string {
  const at = text.lastIndexOf('@')
  const domain = text.slice(at + 1)
  if (at < 1 || !/(?:^|\.)xn--/i.test(domain)) return text
  // What decodes to nothing that a domain may be is empty.
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
