import { connect } from 'node:net'
import { type ControlAnswer, type ControlRequest, controlAnswer, controlPath, maxLineBytes } from './protocol'

const patienceMillis = 15_000
// No socket; a socket that nobody listens on; a folder that is none.
const nobodyThere = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTDIR', 'ENOTSOCK'])

/**
 * Asks the server that runs on a data folder.
 *
 * @param database the database that is meant (`databaseMark`): a server on another one refuses (`other_database`)
 * @returns its answer; null when no server listens there
 * @throws Error when one does and gives no answer, or this user may not ask
 */
export async function askControl(
  dataFolder: string,
  request: ControlRequest,
  database: string | null = null,
): Promise<ControlAnswer | null> {
  const place = controlPath(dataFolder)
  const line = place === null ? null : await exchange(place, `${JSON.stringify({ ...request, database })}\n`)
  return line === null ? null : controlAnswer.parse(JSON.parse(line))
}

async function exchange(place: string, line: string): Promise<string | null> {
  const socket = connect(place)
  socket.setEncoding('utf8')
  socket.setTimeout(patienceMillis, () => socket.destroy(new Error('The server gives no answer.')))
  try {
    socket.write(line)
    let text = ''
    for await (const chunk of socket) {
      text += chunk
      if (text.length > maxLineBytes) throw new Error('The server gives no proper answer.')
    }
    if (!text.endsWith('\n')) throw new Error('The server stopped before it answered.')
    return text
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (nobodyThere.has(code)) return null
    if (code === 'EACCES')
      throw new Error(`Only the user that runs the server may ask it: ${place}`, { cause: error })
    throw error
  } finally {
    socket.destroy()
  }
}
