import type { IncomingMessage } from 'node:http'
import { normalizeUrl } from '@/lib/server/request-path'

export function normalizeRequestUrl(request: IncomingMessage): void {
  request.url = normalizeUrl(request.url ?? '/')
}
