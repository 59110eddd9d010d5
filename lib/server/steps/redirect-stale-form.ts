import type { IncomingMessage } from 'node:http'
import { staleFormCookie } from '@/lib/http/forms/stale-forms'
import { sameOriginPath } from '@/lib/http/origin'
import type { Answer } from '@/lib/server/answer'

// Next sets this header when it does not know an action.
const unknownAction = 'x-nextjs-action-not-found'

/** A form of another build, sent without JavaScript: its page is shown again and says that the site was updated. */
export function redirectStaleForm(request: IncomingMessage, answer: Answer): void {
  const { url = '/' } = request
  if (!isOwnScriptlessForm(request)) return
  answer.beforeHead(() => {
    if (answer.statusCode !== 409 || !answer.hasHeader(unknownAction)) return
    answer.statusCode = 303
    answer.setHeader('location', sameOriginPath(url))
    answer.appendHeader('set-cookie', staleFormCookie())
  })
}

/** A cross-site form (marked by `guard-form.ts`) must not set a cookie. */
function isOwnScriptlessForm({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'POST' && headers['next-action'] === undefined && headers['sec-fetch-site'] !== 'cross-site'
  )
}
