import type { Reply } from './channels'

/**
 * The part of an answer that must be equal: without what differs in every answer (time, request id, a page's script
 * nonces) and without the values that were sent.
 */
export function stablePart({ status, outcome, headers, text }: Reply, ...sent: readonly string[]): object {
  const { date: _, 'x-request-id': __, ...withoutIds } = headers
  const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy']?.toString() ?? '')?.[1]
  const own = [...sent, ...sent.map(encodeURIComponent), ...(nonce ? [nonce] : [])]
  const plain = (whole: string) =>
    own
      .reduce((rest, word) => (word ? rest.replaceAll(word, '…') : rest), whole)
      .replace(/latchkey\.(address|registered)=[^;]+/g, 'latchkey.$1=…')
      .replace(/Expires=[^;]+;/g, '')
  const { 'content-length': ___, ...all } = withoutIds
  return { status, outcome, headers: JSON.parse(plain(JSON.stringify(all))), text: plain(text) }
}
