import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { type ControlAnswer, type ControlRequest, controlAnswer, controlPath } from './protocol'

const timeoutMillis = 15_000
// No socket; a socket that nobody listens on; a folder that is none.
const noServerCodes = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTDIR', 'ENOTSOCK'])

/**
 * Asks the server that runs on a data folder.
 *
 * @param database the database that is meant (`databaseMark`): a server on another one refuses (`other_database`)
 * @returns its answer; null when no server listens there
 * @throws Error when one does and gives no answer, or this user may not ask
 */
export async function sendToServer(
  dataFolder: string,
  request: ControlRequest,
  database: string | null = null,
): Promise<ControlAnswer | null> {
  const socketPath = controlPath(dataFolder)
  if (socketPath === null) return null
  try {
    const answer = await post(socketPath, JSON.stringify({ ...request, database }))
    return controlAnswer.parse(JSON.parse(answer))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (noServerCodes.has(code)) return null
    throw new Error(connectionErrors(socketPath)[code] ?? 'The server gives no proper answer.', {
      cause: error,
    })
  }
}

const connectionErrors = (socketPath: string): Readonly<Record<string, string>> => ({
  EACCES: `Only the user that runs the server may ask it: ${socketPath}`,
  ECONNRESET: 'The server stopped before it answered.',
  ETIMEDOUT: 'The server gives no answer.',
})

async function post(socketPath: string, body: string): Promise<string> {
  const request = httpRequest({ socketPath, method: 'POST', agent: false, timeout: timeoutMillis })
  const timeoutError = Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })
  request.once('timeout', () => request.destroy(timeoutError))
  request.end(body)
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  return await text(answer)
}
