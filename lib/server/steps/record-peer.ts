import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { directHeader, directMark, withoutPort } from '@/lib/http/peer'

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
export function recordPeer({ headers, socket }: IncomingMessage): void {
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
