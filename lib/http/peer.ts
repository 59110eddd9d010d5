import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { config } from '@/lib/config'
import { processWide } from '@/lib/process-wide'
import { type Incoming, onRequest } from './on-request'

const directHeader = 'x-latchkey-direct'
// Next asks itself for the page that an action redirects to, with the headers of the first request: the mark is
// a secret of this process, so that it is good there and cannot be made up.
const directMark = () => processWide('direct-mark', () => randomBytes(16).toString('hex'))
/**
 * What proxies call a header in which they name themselves or their client: `Via`, `Forwarded`, anything with
 * `forward`, `client`, `proxy`, `xff`, an address or an IP in its name, and what the large networks add.
 */
const proxyHeader =
  /forward|client|proxy|^via$|(^|[-_])(xff|\w*ip(v?[46])?|\w*addr(ess)?|viewer)([-_]|$)|^(cf|cdn|fastly|fly|x-(amzn?|azure|envoy|vercel|appengine))-/
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
  const isDirect = loopback.test(peer) && (marked || !Object.entries(headers).some(namesClient))
  headers[directHeader] = isDirect ? directMark() : '0'
  const forwarded = headers['x-forwarded-for']
  headers['x-forwarded-for'] = forwarded ? `${forwarded}, ${peer}` : peer
}

/** Whether a header is one by which a proxy tells for whom it asks: by its name, or because it holds an address. */
function namesClient([name, value]: [name: string, value: string | string[] | undefined]): boolean {
  const hops = name === 'host' ? [] : String(value).split(',')
  return proxyHeader.test(name) || hops.some((hop) => isIP(withoutPort(hop.trim())) > 0)
}

/** Some proxies write the client's port too, which is new with each connection. */
function withoutPort(hop: string): string {
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
