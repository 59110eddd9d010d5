import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { config } from '@/lib/config'
import { errorMessage } from '@/lib/process/error-message'
import { log } from '@/lib/process/log'
import { findProcessWide, setProcessWide } from '@/lib/process/process-wide'
import { handleControlRequest } from './handle-control-request'
import { controlPath, controlRequest, databaseFingerprint, requestTarget } from './protocol'

const takeOverRetryMillis = 5_000

/** Replaces a dead server's socket. If another server has the channel, takes over when that one ends. */
export async function openControl(dataFolder: string): Promise<void> {
  const socketPath = controlPath(dataFolder)
  if (socketPath === null)
    return log().warn({ event: 'control_unavailable', error: 'the path of DATA_DIR is too long' })
  if (await isAnswered(socketPath)) {
    const takeOverTimer = setTimeout(() => void openControl(dataFolder), takeOverRetryMillis).unref()
    return setProcessWide('control-waiting', takeOverTimer)
  }
  const server = createServer((request, response) => void serve(request, response))
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    await listen(server, socketPath)
    setProcessWide('control', server)
  } catch (error) {
    log().warn({ event: 'control_unavailable', error: errorMessage(error) })
  }
}

export async function closeControl(): Promise<void> {
  clearTimeout(findProcessWide<NodeJS.Timeout>('control-waiting') ?? undefined)
  const server = findProcessWide<Server>('control')
  setProcessWide('control', undefined)
  if (server) await new Promise((resolve) => server.close(resolve))
}

async function isAnswered(socketPath: string): Promise<boolean> {
  const socket = connect(socketPath)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function listen(server: Server, socketPath: string): Promise<void> {
  const isFile = process.platform !== 'win32'
  if (isFile) rmSync(socketPath, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // Set before `listen` creates the socket: a chmod afterwards would come too late.
    const previousUmask = isFile ? process.umask(0o177) : 0
    server.listen(socketPath, resolve)
    if (isFile) process.umask(previousUmask)
  })
  server.on('error', (error) => log().warn({ event: 'control_fault', error: errorMessage(error) }))
  server.unref()
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // The client may have disconnected.
  const asked = await text(request).catch(() => null)
  if (asked !== null) response.end(JSON.stringify(await answer(asked)))
}

async function answer(body: string) {
  try {
    const asked = JSON.parse(body)
    const request = controlRequest.safeParse(asked)
    if (!request.success) return { kind: 'refused' as const, code: 'malformed' }
    const { database } = requestTarget.parse(asked)
    const isOurs = !database || database === databaseFingerprint(config().databaseUrl)
    return isOurs
      ? await handleControlRequest(request.data)
      : { kind: 'refused' as const, code: 'other_database' }
  } catch (error) {
    log().error({ event: 'control_fault', error: errorMessage(error) })
    return { kind: 'refused' as const, code: 'server_fault' }
  }
}
