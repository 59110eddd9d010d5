import { answerRequest } from '@/lib/account/operations/recovery/answer-request'
import { prisma } from '@/lib/db/client'
import type { MailJob, PushJob } from '@/lib/delivery/deliver'
import type { MailContent } from '@/lib/delivery/mail/mail'
import type { PushContent } from '@/lib/delivery/push/push'
import { unsealContent } from '@/lib/delivery/sealed-content'

interface JobRow<Data> {
  readonly id: string
  readonly data: Data
}

export async function answerRequestsFor(email: string): Promise<void> {
  for (const { id, data } of await jobs<{ email: string }>('request')) {
    if (data.email === email) await answerRequest(data, id)
  }
}

/** The mails that wait for an address, oldest first, unsealed. Deferred requests are answered first. */
export async function mailsTo(email: string): Promise<MailContent[]> {
  await answerRequestsFor(email)
  const rows = await jobs<MailJob>('mail')
  return rows.filter(({ data }) => data.to === email).map(({ data }) => unsealContent(data))
}

export async function mailKindsTo(email: string): Promise<MailContent['kind'][]> {
  return (await mailsTo(email)).map(({ kind }) => kind)
}

export async function ticketIn(kind: MailContent['kind'], email: string): Promise<string> {
  const mail = (await mailsTo(email)).filter((content) => content.kind === kind).at(-1)
  if (!mail || !('ticket' in mail) || mail.ticket === null)
    throw new Error(`no ${kind} mail with a ticket to ${email}`)
  return mail.ticket
}

/** Oldest first, unsealed. */
export async function pushesTo(pushToken: string): Promise<PushContent[]> {
  const devices = await prisma().device.findMany({ where: { pushToken }, select: { id: true } })
  const rows = await jobs<PushJob>('push')
  const mine = rows.filter(({ data }) => devices.some(({ id }) => id === data.deviceId))
  return mine.map(({ data }) => unsealContent(data))
}

async function jobs<Data>(queue: 'mail' | 'push' | 'request'): Promise<JobRow<Data>[]> {
  return await prisma().$queryRaw<JobRow<Data>[]>`
    SELECT id::text, data FROM queue.job WHERE name = ${queue} ORDER BY created_on, id`
}

export async function mailLocalesTo(email: string): Promise<string[]> {
  await answerRequestsFor(email)
  const rows = await jobs<MailJob>('mail')
  return rows.filter(({ data }) => data.to === email).map(({ data }) => data.locale)
}

export async function requestsAbout(email: string): Promise<JobRow<{ email: string }>[]> {
  return (await jobs<{ email: string }>('request')).filter(({ data }) => data.email === email)
}

/** Simulates time since the last paced message. */
export async function skipPacing(seconds: number): Promise<void> {
  await prisma().$executeRaw`
    UPDATE "RateLimit" SET expire = expire - ${seconds * 1_000}::bigint WHERE key LIKE 'turn:%'`
}
