import { createHash } from 'node:crypto'

/** The database key of the session in a request's cookie. */
export function secretHashOf(request: Request): Uint8Array<ArrayBuffer> {
  const secret = /authjs\.session-token=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? ''
  return Uint8Array.from(createHash('sha256').update(secret).digest())
}
