import { fromPrisma, type Job, type JobResult, type JobWithMetadata, PgBoss, type SendOptions } from 'pg-boss'
import { config } from '@/lib/config'
import { database, type Transaction } from '@/lib/db/client'
import { log, maskAddress } from '@/lib/log'
import { policy } from '@/lib/policy'
import { processWide, setProcessWide } from '@/lib/process-wide'
import { seal, unseal } from '@/lib/seal'
import { sendToInbox } from './inbox'
import type { Delivery, Transport } from './letter'
import { composeMail, type Mail, type MailContent } from './mail'
import { sendByResend } from './resend'
import { sendBySmtp } from './smtp'

/**
 * The outbox: messages and deferred requests as pg-boss jobs in the same database, written in the
 * transaction that caused them. They exist exactly when their cause does.
 */

const schema = 'queue'
const mailQueue = 'mail'
const undeliverableQueue = 'undeliverable'
const requestQueue = 'request'
const sweepQueue = 'sweep'

const transports: Record<'inbox' | 'smtp' | 'resend', Transport> = {
  inbox: sendToInbox,
  smtp: sendBySmtp,
  resend: sendByResend,
}

/** How a mail waits: its ticket sealed, the rest as it is. */
interface MailJob extends Mail {
  readonly sealedTicket: string | null
}

interface Pacing {
  readonly once?: { readonly key: string; readonly seconds: number }
}

const openContent = { ticket: '' }
const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 }

function boss(): PgBoss {
  return processWide('outbox', () => {
    throw new Error('The outbox is not open yet')
  })
}

/** Opens the queue on the open database. Messages can be sent from now on; `work` delivers them. */
export async function openOutbox(): Promise<PgBoss> {
  const opened = new PgBoss({
    ...database().queueConnection,
    schema,
    useListenNotify: true,
    monitorIntervalSeconds: 10,
    maintenanceIntervalSeconds: 300,
  })
  opened.on('error', (error) => log().error({ event: 'queue_fault', error: String(error) }))
  await opened.start()
  const often = { retryLimit: 1_000, retryDelay: 1, retryBackoff: true, retryDelayMax: 900 }
  const lively = { ...often, expireInSeconds: 60, heartbeatSeconds: 10, notify: true }
  await opened.createQueue(undeliverableQueue)
  await opened.createQueue(mailQueue, { ...lively, deadLetter: undeliverableQueue })
  await opened.createQueue(requestQueue, { ...lively, deleteAfterSeconds: policy.sameMailSeconds })
  await opened.createQueue(sweepQueue, { retryLimit: 3 })
  // A first use looks the queue up outside the caller's transaction, and on PGlite would wait for it for ever.
  for (const queue of [mailQueue, requestQueue]) await opened.findJobs(queue, { id: crypto.randomUUID() })
  setProcessWide('outbox', opened)
  return opened
}

/**
 * Writes a mail in the caller's transaction.
 *
 * @param options `once`: at most one mail of this key in that many seconds, for pacing
 * @returns whether it was written: false when such a mail was there already
 */
export async function sendMail(tx: Transaction, mail: Mail, options: Pacing = {}): Promise<boolean> {
  const ticket = 'ticket' in mail.content ? mail.content.ticket : null
  const content = ticket === null ? mail.content : { ...mail.content, ...openContent }
  const job: MailJob = { ...mail, content, sealedTicket: ticket === null ? null : seal(ticket) }
  return await send(tx, mailQueue, job, options)
}

/**
 * Writes a request whose answer must not tell what it found: the caller does the same work for everybody, and
 * the worker looks the account up.
 */
export async function sendRequest(tx: Transaction, request: object, options: Pacing = {}): Promise<boolean> {
  return await send(tx, requestQueue, request, options)
}

/** Marks a request as done as part of answering it; false when another worker has. Its row stays to pace the next. */
export async function takeRequest(tx: Transaction, id: string): Promise<boolean> {
  const options = { db: fromPrisma(tx), includeQueued: true }
  const response = await boss().complete(requestQueue, id, null, options)
  return 'affected' in response && response.affected === 1
}

async function send(tx: Transaction, queue: string, data: object, { once }: Pacing): Promise<boolean> {
  const options: SendOptions = { db: fromPrisma(tx) }
  if (once) {
    const { key, seconds } = once
    Object.assign(options, { singletonKey: key, singletonSeconds: seconds, deleteAfterSeconds: seconds })
  }
  return (await boss().send(queue, data, options)) !== null
}

/** What the core does with its own jobs. */
export interface OutboxHandlers {
  answerRequest(request: unknown, jobId: string): Promise<void>
  sweep(): Promise<void>
}

/** Starts to deliver, in this process; any number of servers share the work. */
export async function work(handlers: OutboxHandlers): Promise<void> {
  const queue = boss()
  const mailWork = {
    ...polling,
    batchSize: 5,
    localConcurrency: 2,
    includeMetadata: true,
    perJobResults: true,
  } as const
  await queue.work<MailJob, JobResult[], typeof mailWork>(mailQueue, mailWork, deliverAll)
  const requestWork = { ...polling, localConcurrency: 2 }
  await queue.work(requestQueue, requestWork, async (jobs: Job[]) => {
    for (const { id, data } of jobs) await handlers.answerRequest(data, id)
  })
  await queue.work(sweepQueue, async () => handlers.sweep())
  await queue.schedule(sweepQueue, '17 * * * *')
}

/** Lets running deliveries end, then stops. */
export async function closeOutbox(): Promise<void> {
  await boss().stop({ graceful: true, timeout: 10_000 })
  setProcessWide('outbox', undefined)
}

function deliverAll(jobs: JobWithMetadata<MailJob>[]): Promise<JobResult[]> {
  return Promise.all(jobs.map(deliver))
}

/**
 * A delivered mail's job is deleted at once: what is secret in it goes with it. One that is paced holds no
 * secret and stays for its time, or the next would not be held back.
 */
async function deliver(job: JobWithMetadata<MailJob>): Promise<JobResult> {
  const { id, data, retryCount } = job
  const facts = { job: id, mail: data.content.kind, to: maskAddress(data.to), tries: retryCount + 1 }
  const hoursOld = (Date.now() - job.createdOn.getTime()) / 3_600_000
  if (hoursOld > policy.mailGiveUpHours) return { id, status: 'deadletter', output: 'given up: too old' }
  try {
    const delivery = await post(id, data)
    if (!delivery.sent) {
      log().warn({ event: 'mail_refused', ...facts, reason: delivery.reason })
      return { id, status: 'deadletter', output: delivery.reason }
    }
    log().info({ event: 'mail_sent', ...facts })
    if (!job.singletonKey) await boss().deleteJob(mailQueue, id)
    return { id, status: 'completed' }
  } catch (error) {
    log().warn({ event: 'mail_delayed', ...facts, reason: String(error) })
    return { id, status: 'failed', output: String(error) }
  }
}

async function post(id: string, { to, locale, content, sealedTicket }: MailJob): Promise<Delivery> {
  const opened = sealedTicket === null ? content : openTicket(content, unseal(sealedTicket))
  const letter = { id, from: config().mailFrom, to, ...(await composeMail({ to, locale, content: opened })) }
  return await transports[config().mailTransport](letter)
}

function openTicket(content: MailContent, ticket: string): MailContent {
  return 'ticket' in content ? { ...content, ticket } : content
}
