import { randomBytes } from 'node:crypto'
import { config } from '@/lib/config'
import { processWide } from '@/lib/process/process-wide'

/** Marks requests that come directly from this machine (`lib/server/steps/record-peer.ts`). */
export const directHeader = 'x-latchkey-direct'
/** Secret, so that clients cannot forge it. Next sends it back when it requests a page from itself. */
export const directMark = () => processWide('direct-mark', () => randomBytes(16).toString('hex'))

/** Some proxies add the client's port, which changes with each connection. */
export function withoutPort(hop: string): string {
  return /^\[([^\]]*)\](:\d+)?$/.exec(hop)?.[1] ?? hop.replace(/^([\d.]+):\d+$/, '$1')
}

/** The client's address. Counts from the right of X-Forwarded-For: hops further left come from the client. */
export function clientAddress(headers: Headers): string {
  return clientAddressIn(headers.get('x-forwarded-for') ?? '')
}

export function clientAddressIn(forwarded: string): string {
  const hops = forwarded.split(',').map((hop) => hop.trim())
  const hop = hops[hops.length - 1 - config().trustedProxies] ?? hops[0] ?? ''
  const address = withoutPort(hop).replace(/^::ffff:(?=\d+\.)/i, '')
  return address.slice(0, 64)
}

/** Whether a request came from this machine without a proxy, and under a local host name (DNS rebinding). */
export function isLocal(headers: Headers): boolean {
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '')
  return headers.get(directHeader) === directMark() && ['localhost', '127.0.0.1', '[::1]'].includes(host)
}
