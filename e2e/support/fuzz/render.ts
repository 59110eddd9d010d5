import { unique } from '@/lib/testing/accounts'

/** The values of placeholders such as `my.login` on a running server. */
export type Placeholders = Readonly<Record<string, string>>

/** A request's bytes: with placeholders replaced, and the lengths of marked parts filled in. */
export function render(text: string, words: Placeholders): Buffer {
  const fresh: Placeholders = { 'new.login': unique('eve') }
  const filled = text.replace(/(my|new)\.[a-z]+/g, (word) => words[word] ?? fresh[word] ?? word)
  const counted = filled.replace(
    /my\.(length|size)([^\u2039]*)\u2039([^\u203a]*)\u203a/g,
    (_, kind: string, head: string, body: string) =>
      body.length.toString(kind === 'size' ? 16 : 10) + head + body,
  )
  return Buffer.from(counted.replace(/[\u2039\u203a]/g, ''), 'latin1')
}
