import { createHash } from 'node:crypto'

/** What stands in the database for the session of a request's cookie. */
export function secretHashOf(request: Request): Uint8Array<ArrayBuffer> {
  const secret = /authjs\.session-token=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? ''
  return Uint8Array.from(createHash('sha256').update(secret).digest())
}
