import { randomBytes } from 'node:crypto'
import { config } from '@/lib/config'
import { processWide } from '@/lib/process/process-wide'

/** Says of a request whether it came straight from this machine (`lib/server/steps/record-peer.ts`). */
export const directHeader = 'x-latchkey-direct'
// Next asks itself for the page that an action redirects to, with the headers of the first request: the mark is
// a secret of this process, so that it is good there and cannot be made up.
export const directMark = () => processWide('direct-mark', () => randomBytes(16).toString('hex'))
/** Some proxies write the client's port too, which is new with each connection. */
export function withoutPort(hop: string): string {
  return /^\[([^\]]*)\](:\d+)?$/.exec(hop)?.[1] ?? hop.replace(/^([\d.]+):\d+$/, '$1')
}

/**
 * The client's address: counted from the right of X-Forwarded-For past the proxies in front, which append
 * (`TRUSTED_PROXIES`). What stands further left is the client's own word and is not read.
 */
export function clientAddress(headers: Headers): string {
  return addressAmong(headers.get('x-forwarded-for') ?? '')
}

/** The same from the value of `X-Forwarded-For`. */
export function addressAmong(forwarded: string): string {
  const hops = forwarded.split(',').map((hop) => hop.trim())
  const hop = hops[hops.length - 1 - config().trustedProxies] ?? hops[0] ?? ''
  const address = withoutPort(hop).replace(/^::ffff:(?=\d+\.)/i, '')
  return address.slice(0, 64)
}

/** Whether a request came from this machine itself, past no proxy, and asks for it by a local name (DNS rebinding). */
export function isLocal(headers: Headers): boolean {
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '')
  return headers.get(directHeader) === directMark() && ['localhost', '127.0.0.1', '[::1]'].includes(host)
}
