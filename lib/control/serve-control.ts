import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { config } from '@/lib/config'
import { log } from '@/lib/process/log'
import { findProcessWide, setProcessWide } from '@/lib/process/process-wide'
import { reasonOf } from '@/lib/process/reason-of'
import { answerControl } from './answer-control'
import { controlPath, controlRequest, databaseMark, meantFor } from './protocol'

const takeOverMillis = 5_000

/**
 * Opens the operator's channel. A socket that nobody answers at was left by a server that is gone, and is replaced. Of
 * several servers that share a folder, as they may where they share a database server, one has the channel, and another
 * takes it over within seconds of its end. A server that cannot open it, say because the folder's path is too long for a
 * socket, works without and says so.
 */
export async function openControl(dataFolder: string): Promise<void> {
  const place = controlPath(dataFolder)
  if (place === null)
    return log().warn({ event: 'control_unavailable', error: 'the path of DATA_DIR is too long' })
  if (await isAnswered(place)) {
    const takingOver = setTimeout(() => void openControl(dataFolder), takeOverMillis).unref()
    return setProcessWide('control-waiting', takingOver)
  }
  const server = createServer((request, response) => void serve(request, response))
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    await listen(server, place)
    setProcessWide('control', server)
  } catch (error) {
    log().warn({ event: 'control_unavailable', error: reasonOf(error) })
  }
}

/** Closes it; its socket goes with it. */
export async function closeControl(): Promise<void> {
  clearTimeout(findProcessWide<NodeJS.Timeout>('control-waiting') ?? undefined)
  const server = findProcessWide<Server>('control')
  setProcessWide('control', undefined)
  if (server) await new Promise((resolve) => server.close(resolve))
}

async function isAnswered(place: string): Promise<boolean> {
  const socket = connect(place)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function listen(server: Server, place: string): Promise<void> {
  const isFile = process.platform !== 'win32'
  if (isFile) rmSync(place, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // The socket is made within `listen`. A mode that were changed afterwards would come too late.
    const usual = isFile ? process.umask(0o177) : 0
    server.listen(place, resolve)
    if (isFile) process.umask(usual)
  })
  server.on('error', (error) => log().warn({ event: 'control_fault', error: reasonOf(error) }))
  // The process may end while the channel is open: it holds nothing back.
  server.unref()
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Whoever asked may have gone away.
  const asked = await text(request).catch(() => null)
  if (asked !== null) response.end(JSON.stringify(await answer(asked)))
}

async function answer(body: string) {
  try {
    const asked = JSON.parse(body)
    const request = controlRequest.safeParse(asked)
    if (!request.success) return { kind: 'refused' as const, code: 'malformed' }
    const { database } = meantFor.parse(asked)
    const isOurs = !database || database === databaseMark(config().databaseUrl)
    return isOurs ? await answerControl(request.data) : { kind: 'refused' as const, code: 'other_database' }
  } catch (error) {
    log().error({ event: 'control_fault', error: reasonOf(error) })
    return { kind: 'refused' as const, code: 'server_fault' }
  }
}
