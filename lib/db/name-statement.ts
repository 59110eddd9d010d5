import { createHash } from 'node:crypto'

const maxNames = 500
const names = new Map<string, string>()

/** The name of a prepared statement, derived from its text; empty when there are too many names. */
export function nameStatement(text: string): string {
  const known = names.get(text)
  if (known !== undefined || names.size >= maxNames) return known ?? ''
  const name = createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}
