import { headers } from 'next/headers'
import { z } from 'zod'
import { fail } from '@/lib/account/failure'
import { config } from '@/lib/config'
import { awaitInboxMails, type InboxMail, listInboxMails } from '@/lib/delivery/inbox/inbox'
import { isLocal } from '@/lib/http/peer'
import { getOnlyHandlers } from './get-only-handlers'
import { problem } from './problem'

const maxWaitSeconds = 60
const noStore = { 'cache-control': 'no-store' }

/** The inbox answers only requests from this machine, and only while it is the mail transport. */
export async function isInboxOpen(requestHeaders?: Headers): Promise<boolean> {
  return config().mailTransport === 'inbox' && isLocal(requestHeaders ?? (await headers()))
}

export function listInbox(): Promise<InboxMail[]> {
  return listInboxMails()
}

const query = z.object({
  to: z.string().optional(),
  after: z.iso
    .datetime({ offset: true, error: 'after must be an ISO 8601 time such as 2026-01-31T12:00:00.000Z' })
    .transform((text) => new Date(text))
    .optional(),
  wait: z.coerce
    .number(`wait must be a number of seconds, at most ${maxWaitSeconds}`)
    .min(0, 'wait must not be below 0')
    .max(maxWaitSeconds, `wait must be a number of seconds, at most ${maxWaitSeconds}`)
    .default(0),
})

/** `/inbox.json`. `?to=` filters by address or push token; `?wait=` waits up to that many seconds for a message. */
export const inboxJson = getOnlyHandlers(async (request) => {
  if (!(await isInboxOpen(request.headers))) return problem(request, fail('not_found'))
  const read = query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!read.success)
    return problem(request, fail('malformed'), {
      detail: read.error.issues.map(({ message }) => message).join('; '),
    })
  const { to, after, wait } = read.data
  const fits = (mail: InboxMail) =>
    (to === undefined || mail.to === to) && (after === undefined || mail.sentAt > after)
  const mails = await awaitInboxMails(fits, { waitMillis: wait * 1_000, signal: request.signal })
  return Response.json({ mails }, { headers: noStore })
})
