import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { directHeader, directMark, withoutPort } from '@/lib/http/peer'

const proxyHeader =
  /forward|client|proxy|^via$|(^|[-_])(xff|\w*ip(v?[46])?|\w*addr(ess)?|viewer)([-_]|$)|^(cf|cdn|fastly|fly|x-(amzn?|azure|envoy|vercel|appengine))-/
const loopback = /^(127\.|::1$|::ffff:127\.)/

/** Next hides the socket: appends the peer to X-Forwarded-For, and marks requests that come directly from this machine. */
export function recordPeer({ headers, socket }: IncomingMessage): void {
  const peer = socket.remoteAddress ?? ''
  const isMarked = headers[directHeader] === directMark()
  const isDirect = loopback.test(peer) && (isMarked || !Object.entries(headers).some(isProxyHeader))
  headers[directHeader] = isDirect ? directMark() : '0'
  const forwarded = headers['x-forwarded-for']
  headers['x-forwarded-for'] = forwarded ? `${forwarded}, ${peer}` : peer
}

/** Whether a proxy may have added this header: judged by its name, or by an IP address in it. */
function isProxyHeader([name, value]: [name: string, value: string | string[] | undefined]): boolean {
  const hops = name === 'host' ? [] : String(value).split(',')
  return proxyHeader.test(name) || hops.some((hop) => isIP(withoutPort(hop.trim())) > 0)
}
