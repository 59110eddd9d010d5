import type { IncomingMessage } from 'node:http'
import { staleFormCookie } from '@/lib/http/forms/stale-forms'
import { ownPath } from '@/lib/http/origin'
import type { Answer } from '@/lib/server/answer'

/** How Next marks its answer to an action that it does not know. */
const unknownAction = 'x-nextjs-action-not-found'

/**
 * A form that another build drew, sent without script: Next answers it with bare text. Here it leads back to its page,
 * drawn anew, which says once that the site was updated. A browser with script says so itself (`keeping-action.ts`).
 */
export function leadStaleFormBack(request: IncomingMessage, answer: Answer): void {
  const { url = '/' } = request
  if (!isFormOfOurs(request)) return
  answer.beforeHead(() => {
    if (answer.statusCode !== 409 || !answer.hasHeader(unknownAction)) return
    answer.statusCode = 303
    answer.setHeader('location', ownPath(url))
    answer.appendHeader('set-cookie', staleFormCookie())
  })
}

/** Sent without script, and not by a page of another site (`guard-form.ts`), which must not set a cookie. */
function isFormOfOurs({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'POST' && headers['next-action'] === undefined && headers['sec-fetch-site'] !== 'cross-site'
  )
}
