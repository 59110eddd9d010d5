import type { IncomingMessage } from 'node:http'
import { normalUrl } from '@/lib/server/request-path'

/** Gives the address of a request the one form by which all that follows decides, Next's routes too. */
export function normalizeAddress(request: IncomingMessage): void {
  request.url = normalUrl(request.url ?? '/')
}
