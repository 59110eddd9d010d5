import { fromPrisma, type Job, type JobResult, type JobWithMetadata, PgBoss, type SendOptions } from 'pg-boss'
import { database, type Transaction } from '@/lib/db/client'
import { log } from '@/lib/log'
import { policy } from '@/lib/policy'
import { processWide, setProcessWide } from '@/lib/process-wide'
import { deliverMail, deliverPushMessage, type MailJob, type PushJob } from './deliver'
import type { Mail } from './mail'
import type { Push } from './push'
import { sealContent } from './sealed-content'

/**
 * The outbox: messages and deferred requests as pg-boss jobs in the same database, written in the
 * transaction that caused them. They exist exactly when their cause does.
 */

const schema = 'queue'
const mailQueue = 'mail'
const pushQueue = 'push'
const undeliverableQueue = 'undeliverable'
const requestQueue = 'request'
const sweepQueue = 'sweep'

interface Pacing {
  readonly once?: { readonly key: string; readonly seconds: number }
}

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
  await opened.createQueue(pushQueue, { ...lively, deadLetter: undeliverableQueue })
  await opened.createQueue(requestQueue, { ...lively, deleteAfterSeconds: policy.sameMailSeconds })
  await opened.createQueue(sweepQueue, { retryLimit: 3 })
  // A first use looks the queue up outside the caller's transaction, and on PGlite would wait for it for ever.
  for (const queue of [mailQueue, pushQueue, requestQueue])
    await opened.findJobs(queue, { id: crypto.randomUUID() })
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
  const job: MailJob = { ...mail, ...sealContent(mail.content) }
  return await send(tx, mailQueue, job, options)
}

/** Writes a push message in the caller's transaction. */
export async function sendPush(tx: Transaction, push: Push): Promise<void> {
  const job: PushJob = { ...push, ...sealContent(push.content) }
  await send(tx, pushQueue, job, {})
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
  await deliverFrom(mailQueue, deliverMail)
  await deliverFrom(pushQueue, deliverPushMessage)
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

/**
 * A delivered message's job is deleted at once: what is secret in it goes with it. One that is paced holds no
 * secret and stays for its time, or the next would not be held back.
 */
async function deliverFrom<Data extends object>(
  name: string,
  deliver: (job: JobWithMetadata<Data>) => Promise<JobResult>,
): Promise<void> {
  const options = {
    ...polling,
    batchSize: 5,
    localConcurrency: 2,
    includeMetadata: true,
    perJobResults: true,
  } as const
  await boss().work<Data, JobResult[], typeof options>(name, options, (jobs) =>
    Promise.all(
      jobs.map(async (job) => {
        const result = await deliver(job)
        if (result.status === 'completed' && !job.singletonKey) await boss().deleteJob(name, job.id)
        return result
      }),
    ),
  )
}
