import { subscribe } from 'node:diagnostics_channel'
import { Server } from 'node:http'
import type { Socket } from 'node:net'
import { policy } from '@/lib/policy'
import { isPictureUpload } from './mend-requests'
import { type Incoming, onRequest } from './on-request'

const deadlines = new WeakMap<Socket, NodeJS.Timeout>()

/**
 * Hangs up on who takes minutes for the head or the body of a request, as a program does that wants to hold all
 * our connections. Node would wait up to five minutes, and Next does not hand its server out.
 */
export function cutSlowClients(): void {
  // The shape that Node documents for this channel; what a socket's server is, it does not tell in types.
  subscribe('net.server.socket', (message) => {
    const { socket } = message as { socket: Socket & { server?: unknown } }
    if (socket.server instanceof Server) awaitHead(socket)
  })
  onRequest('request.start', awaitBody)
  // One that was answered before its body had come may send the rest of that for ever.
  onRequest('response.finish', ({ request, socket }) =>
    request.complete ? awaitNext(socket) : awaitHead(socket),
  )
}

/** A connection that is kept is Node's to close; once its next request has begun to come, that has to come. */
function awaitNext(socket: Socket): void {
  const bytes = socket.bytesRead
  after(socket, policy.requestHeadSeconds, () => {
    if (socket.destroyed) return
    if (socket.bytesRead === bytes) awaitNext(socket)
    else awaitHead(socket)
  })
}

function awaitHead(socket: Socket): void {
  hangUpAfter(socket, policy.requestHeadSeconds, () => true)
}

function awaitBody({ request, socket }: Incoming): void {
  const isUpload = isPictureUpload(request.url ?? '')
  const seconds = policy.requestBodySeconds + (isUpload ? policy.uploadSeconds : 0)
  hangUpAfter(socket, seconds, () => !request.complete)
}

function hangUpAfter(socket: Socket, seconds: number, isLate: () => boolean): void {
  after(socket, seconds, () => isLate() && socket.destroy())
}

/** One deadline for each connection: the last that was set. */
function after(socket: Socket, seconds: number, act: () => void): void {
  clearTimeout(deadlines.get(socket))
  deadlines.set(socket, setTimeout(act, seconds * 1_000).unref())
}
