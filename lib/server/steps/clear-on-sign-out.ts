import type { IncomingMessage } from 'node:http'
import { sessionCookieName } from '@/lib/http/session/session-cookie'
import type { Answer } from '@/lib/server/answer'

/**
 * Whichever channel an answer comes from: where it takes the session cookie back, the browser is asked to forget what
 * it kept of ours as well, pages and storage (OWASP ASVS 5.0 14.3.1). Cookies are not among it, so the language stays.
 */
export function clearOnSignOut(_: IncomingMessage, answer: Answer): void {
  answer.beforeHead(() => {
    if (takesSessionBack(answer)) answer.setHeader('clear-site-data', '"cache", "storage"')
  })
}

function takesSessionBack(answer: Answer): boolean {
  const lines = [answer.getHeader('set-cookie') ?? []].flat()
  return lines.some((line) => String(line).startsWith(`${sessionCookieName()}=;`))
}
