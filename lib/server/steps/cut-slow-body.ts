import type { IncomingMessage } from 'node:http'
import { policy } from '@/lib/policy'
import { isPictureUpload } from '@/lib/server/picture-upload'

/**
 * Hangs up on who takes minutes for the body of a request, as a program does that wants to hold all our connections.
 * For a picture there is more time: Node's own limit for all requests (`http-server.ts`) is enough there.
 */
export function cutSlowBody(request: IncomingMessage): void {
  const { socket } = request
  if (!hasBody(request) || isPictureUpload(request.url ?? '/')) return
  const cut = () => {
    if (!request.complete) socket.destroy()
  }
  const timer = setTimeout(cut, policy.requestBodySeconds * 1_000).unref()
  request.once('close', () => clearTimeout(timer))
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
