import { answerRequest } from '@/lib/account/answer-request'
import { prisma } from '@/lib/db/client'
import type { Mail, MailContent } from '@/lib/delivery/mail'
import { unseal } from '@/lib/seal'

interface JobRow {
  readonly id: string
  readonly data: Mail & { readonly sealedTicket: string | null; readonly email?: string }
}

/** Answers the deferred requests about an address, as the worker would, and in the same order. */
export async function answerRequestsFor(email: string): Promise<void> {
  for (const { id, data } of await jobs('request')) {
    if (data.email === email) await answerRequest(data, id)
  }
}

/** The mails that wait for an address, oldest first, their tickets unsealed. Requests are answered first. */
export async function mailsTo(email: string): Promise<MailContent[]> {
  await answerRequestsFor(email)
  const rows = (await jobs('mail')).filter(({ data }) => data.to === email)
  return rows.map(({ data }) => {
    return data.sealedTicket
      ? ({ ...data.content, ticket: unseal(data.sealedTicket) } as MailContent)
      : data.content
  })
}

/** The kinds of mail that wait for an address, oldest first. */
export async function mailKindsTo(email: string): Promise<MailContent['kind'][]> {
  return (await mailsTo(email)).map(({ kind }) => kind)
}

/** The ticket in the last mail of a kind to an address. */
export async function ticketIn(kind: MailContent['kind'], email: string): Promise<string> {
  const mail = (await mailsTo(email)).filter((content) => content.kind === kind).at(-1)
  if (!mail || !('ticket' in mail) || mail.ticket === null)
    throw new Error(`no ${kind} mail with a ticket to ${email}`)
  return mail.ticket
}

async function jobs(queue: 'mail' | 'request'): Promise<JobRow[]> {
  return await prisma().$queryRaw<JobRow[]>`
    SELECT id::text, data FROM queue.job WHERE name = ${queue} ORDER BY created_on, id`
}

/** The languages of the mails that wait for an address. */
export async function mailLocalesTo(email: string): Promise<string[]> {
  await answerRequestsFor(email)
  return (await jobs('mail')).filter(({ data }) => data.to === email).map(({ data }) => data.locale)
}

/** Ids and contents of the deferred requests about an address, answered or not. */
export async function requestsAbout(email: string): Promise<JobRow[]> {
  return (await jobs('request')).filter(({ data }) => data.email === email)
}

/**
 * Pacing is counted in slots of the database's clock. Runs a step within one slot: where the clock ticked over
 * in the middle, the step proves nothing and is run again.
 */
export async function withinOneSlot<Answer>(seconds: number, step: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const before = await slotNow(seconds)
    const answer = await step()
    if ((await slotNow(seconds)) === before) return answer
  }
}

async function slotNow(seconds: number): Promise<number> {
  const [row] = await prisma().$queryRaw<{ epoch: number }[]>`
    SELECT date_part('epoch', queue.job_now())::float8 AS epoch`
  if (!row) throw new Error('unreachable')
  return Math.floor(row.epoch / seconds)
}
