import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { type ControlAnswer, type ControlRequest, controlAnswer, controlPath } from './protocol'

const timeoutMillis = 15_000
const noServerCodes = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTDIR', 'ENOTSOCK'])

/** Returns null if no server listens. A server with another database answers `other_database`. */
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
    throw new Error(connectionErrors(socketPath)[code] ?? 'The server gave an invalid answer.', {
      cause: error,
    })
  }
}

const connectionErrors = (socketPath: string): Readonly<Record<string, string>> => ({
  EACCES: `Only the user that runs the server has access: ${socketPath}`,
  ECONNRESET: 'The server stopped before it answered.',
  ETIMEDOUT: 'The server does not answer.',
})

async function post(socketPath: string, body: string): Promise<string> {
  const request = httpRequest({ socketPath, method: 'POST', agent: false, timeout: timeoutMillis })
  const timeoutError = Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })
  request.once('timeout', () => request.destroy(timeoutError))
  request.end(body)
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  return await text(answer)
}
