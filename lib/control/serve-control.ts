import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { config } from '@/lib/config'
import { log } from '@/lib/log'
import { findProcessWide, setProcessWide } from '@/lib/process-wide'
import { reasonOf } from '@/lib/reason-of'
import { answerControl } from './answer-control'
import { controlPath, controlRequest, databaseMark, maxLineBytes, meantFor } from './protocol'

const patienceMillis = 10_000
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
  const server = createServer({ allowHalfOpen: true }, (socket) => void serveSocket(socket))
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

async function serveSocket(socket: Socket): Promise<void> {
  try {
    await answerSocket(socket)
  } catch {
    // Whoever asked has gone away.
    socket.destroy()
  }
}

async function answerSocket(socket: Socket): Promise<void> {
  socket.setTimeout(patienceMillis, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  let text = ''
  socket.setEncoding('utf8')
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += chunk
    if (text.length > maxLineBytes) return void socket.destroy()
    if (text.includes('\n')) break
  }
  // Whoever only looks whether somebody is here.
  if (text === '') return void socket.destroy()
  const answer = await answerLine(text.split('\n')[0] ?? '')
  socket.end(`${JSON.stringify(answer)}\n`, () => socket.destroy())
}

async function answerLine(line: string) {
  try {
    const asked = JSON.parse(line)
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
