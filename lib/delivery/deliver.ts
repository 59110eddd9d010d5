import type { JobResult, JobWithMetadata } from 'pg-boss'
import { config } from '@/lib/config'
import { log, maskAddress } from '@/lib/log'
import { policy } from '@/lib/policy'
import { countDelivery } from './count-delivery'
import { sendToInbox } from './inbox'
import type { Delivery, Transport } from './letter'
import { composeMail, type Mail } from './mail'
import { deliverPush, type Push } from './push'
import { sendByResend } from './resend'
import { type SealedContent, unsealContent } from './sealed-content'
import { sendBySmtp } from './smtp'

const transports: Record<'inbox' | 'smtp' | 'resend', Transport> = {
  inbox: sendToInbox,
  smtp: sendBySmtp,
  resend: sendByResend,
}

/** How messages wait in the queue. */
export type MailJob = Mail & SealedContent<Mail['content']>
export type PushJob = Push & SealedContent<Push['content']>

/** Delivers one mail. */
export async function deliverMail(job: JobWithMetadata<MailJob>): Promise<JobResult> {
  const { to, content } = job.data
  return await deliver(job, { mail: content.kind, to: maskAddress(to) }, () => postMail(job.id, job.data))
}

/** Delivers one push message. */
export async function deliverPushMessage(job: JobWithMetadata<PushJob>): Promise<JobResult> {
  const { deviceId, content } = job.data
  return await deliver(job, { push: content.kind, device: deviceId }, () =>
    deliverPush(job.id, { ...job.data, content: unsealContent(job.data) }),
  )
}

/** What is refused for good, or too old, goes to the dead letters; what failed is tried again. */
async function deliver(
  { id, retryCount, createdOn }: JobWithMetadata,
  about: object,
  post: () => Promise<Delivery>,
): Promise<JobResult> {
  const facts = { job: id, ...about, tries: retryCount + 1 }
  const hoursOld = (Date.now() - createdOn.getTime()) / 3_600_000
  if (hoursOld > policy.mailGiveUpHours) return { id, status: 'deadletter', output: 'given up: too old' }
  const kind = 'push' in about ? 'push' : 'mail'
  try {
    const delivery = await post()
    if (!delivery.sent) {
      log().warn({ event: `${kind}_refused`, ...facts, reason: delivery.reason })
      return { id, status: 'deadletter', output: delivery.reason }
    }
    log().info({ event: `${kind}_sent`, ...facts })
    return { id, status: 'completed' }
  } catch (error) {
    log().warn({ event: `${kind}_delayed`, ...facts, reason: String(error) })
    return { id, status: 'failed', output: String(error) }
  }
}

async function postMail(id: string, job: MailJob): Promise<Delivery> {
  const { to, locale } = job
  const composed = await composeMail({ to, locale, content: unsealContent(job) })
  const { mailFrom: from, mailTransport: transport } = config()
  return await countDelivery({ channel: 'mail', kind: job.content.kind, transport }, () =>
    transports[transport]({ id, from, to, ...composed }),
  )
}
