import type { IncomingMessage } from 'node:http'
import { sessionCookieName } from '@/lib/http/session/session-cookie'
import type { Answer } from '@/lib/server/answer'

/** When an answer deletes the session cookie, asks the browser to clear its cache and storage too (OWASP ASVS 5.0 14.3.1). */
export function clearOnSignOut(_: IncomingMessage, answer: Answer): void {
  answer.beforeHead(() => {
    if (deletesSessionCookie(answer)) answer.setHeader('clear-site-data', '"cache", "storage"')
  })
}

function deletesSessionCookie(answer: Answer): boolean {
  const lines = [answer.getHeader('set-cookie') ?? []].flat()
  return lines.some((line) => String(line).startsWith(`${sessionCookieName()}=;`))
}
