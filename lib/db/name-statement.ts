import { createHash } from 'node:crypto'

const mostNames = 500
const names = new Map<string, string>()

/**
 * The name under which a connection keeps a statement, so that the server reads and plans it once and not at each
 * call; '' for one too many. It says what the text is: no name ever means two statements.
 */
export function nameStatement(text: string): string {
  const known = names.get(text)
  if (known !== undefined || names.size >= mostNames) return known ?? ''
  const name = createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}
