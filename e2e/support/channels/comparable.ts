import type { Told } from './channels'

/**
 * All of an answer that a stranger sees, but for what every answer has of its own, whatever it says: the clock, its
 * name in the log, a page's marks for scripts; and the words that were sent.
 */
export function comparable({ status, meaning, headers, text }: Told, ...sent: readonly string[]): object {
  const { date: _, 'x-request-id': __, ...told } = headers
  const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy']?.toString() ?? '')?.[1]
  const own = [...sent, ...sent.map(encodeURIComponent), ...(nonce ? [nonce] : [])]
  const plain = (whole: string) =>
    own
      .reduce((rest, word) => (word ? rest.replaceAll(word, '…') : rest), whole)
      .replace(/latchkey\.(address|registered)=[^;]+/g, 'latchkey.$1=…')
      .replace(/Expires=[^;]+;/g, '')
  const { 'content-length': ___, ...all } = told
  return { status, meaning, headers: JSON.parse(plain(JSON.stringify(all))), text: plain(text) }
}
