import { headers } from 'next/headers'
import { z } from 'zod'
import { fail } from '@/lib/account/failure'
import { config } from '@/lib/config'
import { awaitInboxMails, type InboxMail, listInboxMails } from '@/lib/delivery/inbox/inbox'
import { isLocal } from '@/lib/http/peer'
import { answersGet } from './answers-get'
import { problem } from './problem'

const mostWaitSeconds = 60
const noStore = { 'cache-control': 'no-store' }

/** Whether the built-in inbox answers this request: it is the transport, and the machine itself is asking. */
export async function isInboxOpen(requestHeaders?: Headers): Promise<boolean> {
  return config().mailTransport === 'inbox' && isLocal(requestHeaders ?? (await headers()))
}

/** The mails in it, newest first. */
export function listInbox(): Promise<InboxMail[]> {
  return listInboxMails()
}

const query = z.object({
  to: z.string().optional(),
  after: z.iso
    .datetime({ offset: true, error: 'after must be a time in ISO 8601, 2026-01-31T12:00:00.000Z say' })
    .transform((text) => new Date(text))
    .optional(),
  wait: z.coerce
    .number(`wait must be a number of seconds, at most ${mostWaitSeconds}`)
    .min(0, 'wait must not be below 0')
    .max(mostWaitSeconds, `wait must be a number of seconds, at most ${mostWaitSeconds}`)
    .default(0),
})

/**
 * `/inbox.json`: the same for programs. `?to=` keeps the messages to one address or push token, `?after=` those
 * sent later than a time, and with `?wait=` seconds it answers when there is one, or when they are over.
 */
export const inboxJson = answersGet(async (request) => {
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
