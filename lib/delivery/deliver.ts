import type { JobWithMetadata } from 'pg-boss'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { errorMessage } from '@/lib/process/error-message'
import { log, maskAddress, maskAddresses } from '@/lib/process/log'
import { UnsealError } from '@/lib/sealing/seal'
import { attemptDelivery } from './attempt-delivery'
import { countFailure, type MessageLabels } from './count-deliveries'
import { sendToInbox } from './inbox/inbox'
import { composeMail, type Mail } from './mail/mail'
import { type Delivery, type MailTransport, RetryAfterError } from './mail/mail-transport'
import { sendByResend } from './mail/resend'
import { closeSmtp, sendBySmtp } from './mail/smtp'
import { closeApns } from './push/apns'
import { deliverPush, type Push } from './push/push'
import { type SealedContent, unsealContent } from './sealed-content'

const transports: Record<'inbox' | 'smtp' | 'resend', MailTransport> = {
  inbox: sendToInbox,
  smtp: sendBySmtp,
  resend: sendByResend,
}

/** ISO 8601, or null: not sent after this time. */
interface Expiring {
  readonly expiresAt: string | null
}

export type MailJob = Mail & SealedContent<Mail['content']> & Expiring
export type PushJob = Push & SealedContent<Push['content']> & Expiring

/** `retryAfterSeconds` is set if the service said when to retry. */
export type JobOutcome =
  | { readonly status: 'completed' }
  | { readonly status: 'deadletter' | 'failed'; readonly reason: string; readonly retryAfterSeconds?: number }

export async function deliverMail(job: JobWithMetadata<MailJob>): Promise<JobOutcome> {
  const { to, content } = job.data
  const message = { channel: 'mail', kind: content.kind } as const
  return await deliver(job, { message, receiver: { to: maskAddress(to) } }, () => sendMailJob(job))
}

export async function deliverPushMessage(job: JobWithMetadata<PushJob>): Promise<JobOutcome> {
  const { deviceId, content } = job.data
  const message = { channel: 'push', kind: content.kind } as const
  return await deliver(job, { message, receiver: { device: deviceId } }, () =>
    deliverPush(messageId(job), { ...job.data, content: unsealContent(job.data) }),
  )
}

export function closeTransports(): void {
  closeSmtp()
  closeApns()
}

/** A permanently refused, too old or undecryptable message becomes a dead letter. Other failures are retried. */
async function deliver(
  job: JobWithMetadata<Expiring>,
  { message, receiver }: { message: MessageLabels; receiver: { to: string } | { device: string } },
  send: () => Promise<Delivery>,
): Promise<JobOutcome> {
  const { channel, kind } = message
  const fields = { job: messageId(job), [channel]: kind, ...receiver, attempts: job.retryCount + 1 }
  // Database time at which the job was fetched.
  const now = job.startedOn.getTime()
  if (job.data.expiresAt !== null && Date.parse(job.data.expiresAt) <= now) {
    countFailure(message, 'expired')
    log().warn({ event: `${channel}_dropped`, ...fields, reason: 'its content has expired' })
    return { status: 'completed' }
  }
  const hoursOld = (now - job.createdOn.getTime()) / 3_600_000
  if (hoursOld > policy.mailGiveUpHours) return giveUp('too old')
  try {
    const delivery = await send()
    if (!delivery.sent) return giveUp(delivery.reason)
    log().info({ event: `${channel}_sent`, ...fields })
    return { status: 'completed' }
  } catch (error) {
    if (error instanceof UnsealError) return giveUp(error.message)
    const reason = maskAddresses(errorMessage(error))
    countFailure(message, 'temporary')
    log().warn({ event: `${channel}_delayed`, ...fields, reason })
    if (!(error instanceof RetryAfterError)) return { status: 'failed', reason }
    return { status: 'failed', reason, retryAfterSeconds: error.seconds }
  }

  function giveUp(why: string): JobOutcome {
    const reason = maskAddresses(why)
    countFailure(message, 'permanent')
    log().warn({ event: `${channel}_dead`, ...fields, reason })
    return { status: 'deadletter', reason }
  }
}

async function sendMailJob(job: JobWithMetadata<MailJob>): Promise<Delivery> {
  const { to, locale, content } = job.data
  const transport = config().mailTransport
  const composed = await composeMail({ to, locale, content: unsealContent(job.data) })
  const mail = { id: messageId(job), from: config().mailFrom, to, ...composed }
  return await attemptDelivery({ channel: 'mail', kind: content.kind, transport }, () =>
    transports[transport](mail, AbortSignal.timeout(policy.deliverySeconds * 1_000)),
  )
}

/** Stays the same for every attempt, also after an operator's retry. */
function messageId({ id, sourceRootId }: JobWithMetadata): string {
  return sourceRootId ?? id
}
