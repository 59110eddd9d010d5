import type { IncomingMessage } from 'node:http'
import { policy } from '@/lib/policy'
import { isPictureUpload } from '@/lib/server/picture-upload'

/** Against slow POST attacks. Pictures have more time: for them only Node's limit applies (`http-server.ts`). */
export function abortSlowBody(request: IncomingMessage): void {
  const { socket } = request
  if (!hasBody(request) || isPictureUpload(request.url ?? '/')) return
  const abort = () => {
    if (!request.complete) socket.destroy()
  }
  const timer = setTimeout(abort, policy.requestBodySeconds * 1_000).unref()
  request.once('close', () => clearTimeout(timer))
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
