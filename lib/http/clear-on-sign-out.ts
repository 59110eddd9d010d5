import type { ServerResponse } from 'node:http'
import { onRequest } from './on-request'
import { sessionCookieName } from './session-cookie'

/**
 * Whichever door an answer comes from: where it takes the session cookie back, the browser is asked to forget what
 * it kept of ours as well, pages and storage (OWASP ASVS 5.0 14.3.1). Cookies are not among it, so the language stays.
 */
export function clearOnSignOut(): void {
  onRequest('request.start', ({ response }) => {
    response.writeHead = new Proxy(response.writeHead, {
      apply(writeHead, self: ServerResponse, head) {
        if (takesSessionBack(self)) self.setHeader('clear-site-data', '"cache", "storage"')
        return Reflect.apply(writeHead, self, head)
      },
    })
  })
}

function takesSessionBack(response: ServerResponse): boolean {
  const lines = [response.getHeader('set-cookie') ?? []].flat()
  return lines.some((line) => String(line).startsWith(`${sessionCookieName()}=;`))
}
