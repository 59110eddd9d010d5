import { randomBytes } from 'node:crypto'
import { config } from '@/lib/config'
import { processWide } from '@/lib/process-wide'
import { type Incoming, onRequest } from './on-request'

const directHeader = 'x-latchkey-direct'
// Next asks itself for the page that an action redirects to, with the headers of the first request: the mark is
// a secret of this process, so that it is good there and cannot be made up.
const directMark = () => processWide('direct-mark', () => randomBytes(16).toString('hex'))
const forwardingHeaders = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'forwarded',
  'x-real-ip',
  'via',
]
const loopback = /^(127\.|::1$|::ffff:127\.)/

/**
 * Next hides the socket, so before it sees a request the peer's address is appended to X-Forwarded-For, as
 * any proxy does, and the request is marked when it came straight from this machine. Whatever a client sends
 * in the mark's place is overwritten.
 */
export function recordPeers(): void {
  onRequest('request.start', recordPeer)
}

function recordPeer({ request: { headers }, socket }: Incoming): void {
  const peer = socket.remoteAddress ?? ''
  const marked = headers[directHeader] === directMark()
  const straight = forwardingHeaders.every((name) => headers[name] === undefined)
  headers[directHeader] = loopback.test(peer) && (straight || marked) ? directMark() : '0'
  const forwarded = headers['x-forwarded-for']
  headers['x-forwarded-for'] = forwarded ? `${forwarded}, ${peer}` : peer
}

/**
 * The client's address: counted from the right of X-Forwarded-For past the proxies in front, which append
 * (`TRUSTED_PROXIES`). What stands further left is the client's own word and is not read. Some proxies write the
 * client's port too, which is new with each connection.
 */
export function clientAddress(headers: Headers): string {
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  const hop = hops[hops.length - 1 - config().trustedProxies] ?? hops[0] ?? ''
  const host = /^\[([^\]]*)\](:\d+)?$/.exec(hop)?.[1] ?? hop.replace(/^([\d.]+):\d+$/, '$1')
  return host.replace(/^::ffff:(?=\d+\.)/i, '').slice(0, 64)
}

/** Whether a request came from this machine itself, past no proxy, and asks for it by a local name (DNS rebinding). */
export function isLocal(headers: Headers): boolean {
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '')
  return headers.get(directHeader) === directMark() && ['localhost', '127.0.0.1', '[::1]'].includes(host)
}
