import type { JobWithMetadata } from 'pg-boss'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { log, maskAddress, maskAddresses } from '@/lib/process/log'
import { reasonOf } from '@/lib/process/reason-of'
import { SealBroken } from '@/lib/sealing/seal'
import { countFailure, type MessageLabels } from './count-deliveries'
import { sendToInbox } from './inbox/inbox'
import { type Delivery, type Transport, TryAgainAfter } from './mail/letter'
import { composeMail, type Mail } from './mail/mail'
import { sendByResend } from './mail/resend'
import { closeSmtp, sendBySmtp } from './mail/smtp'
import { closeApns } from './push/apns'
import { deliverPush, type Push } from './push/push'
import { type SealedContent, unsealContent } from './sealed-content'
import { tryDelivery } from './try-delivery'

const transports: Record<'inbox' | 'smtp' | 'resend', Transport> = {
  inbox: sendToInbox,
  smtp: sendBySmtp,
  resend: sendByResend,
}

/** ISO 8601, or null: a message is not sent any more after this. */
interface Expiring {
  readonly expiresAt: string | null
}

/** How messages wait in the queue. */
export type MailJob = Mail & SealedContent<Mail['content']> & Expiring
export type PushJob = Push & SealedContent<Push['content']> & Expiring

/** How one try went. `restSeconds`: how long the next must not be, where somebody said. */
export type Settlement =
  | { readonly status: 'completed' }
  | { readonly status: 'deadletter' | 'failed'; readonly reason: string; readonly restSeconds?: number }

/** Delivers one mail. While its transport asks to be left alone, no server calls it. */
export async function deliverMail(job: JobWithMetadata<MailJob>): Promise<Settlement> {
  const { to, content } = job.data
  const message = { channel: 'mail', kind: content.kind } as const
  return await deliver(job, { message, receiver: { to: maskAddress(to) } }, () => postMail(job))
}

/** Delivers one push message. */
export async function deliverPushMessage(job: JobWithMetadata<PushJob>): Promise<Settlement> {
  const { deviceId, content } = job.data
  const message = { channel: 'push', kind: content.kind } as const
  return await deliver(job, { message, receiver: { device: deviceId } }, () =>
    deliverPush(idOf(job), { ...job.data, content: unsealContent(job.data) }),
  )
}

/** Lets go of what the transports hold open. */
export function closeTransports(): void {
  closeSmtp()
  closeApns()
}

/** What is refused for good, too old or cannot be opened goes to the dead letters; what failed is tried again. */
async function deliver(
  job: JobWithMetadata<Expiring>,
  { message, receiver }: { message: MessageLabels; receiver: { to: string } | { device: string } },
  post: () => Promise<Delivery>,
): Promise<Settlement> {
  const { channel, kind } = message
  const facts = { job: idOf(job), [channel]: kind, ...receiver, attempts: job.retryCount + 1 }
  // The time is the database's, when it gave the job away.
  const now = job.startedOn.getTime()
  if (job.data.expiresAt !== null && Date.parse(job.data.expiresAt) <= now) {
    countFailure(message, 'expired')
    log().warn({ event: `${channel}_dropped`, ...facts, reason: 'what it says has expired' })
    return { status: 'completed' }
  }
  const hoursOld = (now - job.createdOn.getTime()) / 3_600_000
  if (hoursOld > policy.mailGiveUpHours) return giveUp('given up: too old')
  try {
    const delivery = await post()
    if (!delivery.sent) return giveUp(delivery.reason)
    log().info({ event: `${channel}_sent`, ...facts })
    return { status: 'completed' }
  } catch (error) {
    if (error instanceof SealBroken) return giveUp(error.message)
    const reason = maskAddresses(reasonOf(error))
    countFailure(message, 'temporary')
    log().warn({ event: `${channel}_delayed`, ...facts, reason })
    if (!(error instanceof TryAgainAfter)) return { status: 'failed', reason }
    return { status: 'failed', reason, restSeconds: error.seconds }
  }

  function giveUp(why: string): Settlement {
    const reason = maskAddresses(why)
    countFailure(message, 'permanent')
    log().warn({ event: `${channel}_dead`, ...facts, reason })
    return { status: 'deadletter', reason }
  }
}

async function postMail(job: JobWithMetadata<MailJob>): Promise<Delivery> {
  const { to, locale, content } = job.data
  const transport = config().mailTransport
  const composed = await composeMail({ to, locale, content: unsealContent(job.data) })
  const letter = { id: idOf(job), from: config().mailFrom, to, ...composed }
  return await tryDelivery({ channel: 'mail', kind: content.kind, transport }, () =>
    transports[transport](letter, AbortSignal.timeout(policy.deliverySeconds * 1_000)),
  )
}

/** The same for every try, those that an operator asks for later included. */
function idOf({ id, sourceRootId }: JobWithMetadata): string {
  return sourceRootId ?? id
}
