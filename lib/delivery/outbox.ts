import { createRequire } from 'node:module'
import path from 'node:path'
import { fromPrisma, PgBoss, type Queue, type SendOptions } from 'pg-boss'
import { database, type Transaction } from '@/lib/db/client'
import { hoursAfter, momentOf } from '@/lib/db/time'
import { policy } from '@/lib/policy'
import { logThrottled } from '@/lib/process/log'
import { hasProcessWide, processWide, setProcessWide } from '@/lib/process/process-wide'
import { TooBusy } from '@/lib/process/too-busy'
import { closeTransports, type MailJob, type PushJob } from './deliver'
import { type Mail, mailRules } from './mail/mail'
import { claimSlot } from './pace'
import type { Push } from './push/push'
import { sealContent } from './sealed-content'

/** Messages and deferred requests are pg-boss jobs, written in the transaction that causes them: both exist or neither. */

export const queues = {
  mail: 'mail',
  push: 'push',
  /** Dead letters: refused permanently, or not delivered in time. */
  undeliverable: 'undeliverable',
  request: 'request',
  sweep: 'sweep',
  wipe: 'wipe',
} as const

/** At most one message or request with this key in so many seconds. */
interface Pacing {
  readonly once?: { readonly key: string; readonly seconds: number }
}

/** @throws TooBusy until the queue is open */
export function boss(): PgBoss {
  return processWide('outbox', () => {
    throw new TooBusy(policy.tooBusyRetrySeconds)
  })
}

/**
 * Opens the queue. Messages can be sent now; `startWorkers` delivers them.
 *
 * @param isWorked false: only write to the queue, without maintenance and schedules
 * @throws Error if the queue belongs to a newer release
 */
export async function openOutbox({ isWorked = true } = {}): Promise<PgBoss> {
  const opened = new PgBoss({
    ...database().queueConnection,
    schema: 'queue',
    supervise: isWorked,
    schedule: isWorked,
    // A dead server's jobs are found this long after their missed heartbeat.
    superviseIntervalSeconds: 8,
    monitorIntervalSeconds: 8,
    maintenanceIntervalSeconds: 300,
  })
  // All workers report the same outage every other second.
  opened.on('error', (error) => logThrottled('queue_fault', error))
  try {
    await opened.start()
    await assertQueueNotNewer(opened)
    await createQueues(opened)
  } catch (error) {
    await opened.stop({ graceful: false })
    throw error
  }
  setProcessWide('outbox', opened)
  return opened
}

/** Opens the queue without migration, maintenance or listening. Throws if the queue belongs to another release. */
export async function openOutboxForCommand(): Promise<void> {
  const { queueConnection } = database()
  const opened = new PgBoss({
    ...queueConnection,
    schema: 'queue',
    migrate: false,
    supervise: false,
    schedule: false,
    useListenNotify: false,
  })
  opened.on('error', (error) => logThrottled('queue_fault', error))
  try {
    await opened.start()
  } catch (error) {
    await opened.stop({ graceful: false })
    throw new Error(
      'The queue in this database belongs to another release, or no server has created it yet.',
      {
        cause: error,
      },
    )
  }
  setProcessWide('outbox', opened)
}

/** pg-boss migrates its schema itself, but accepts a newer one. */
async function assertQueueNotNewer(opened: PgBoss): Promise<void> {
  const require = createRequire(path.resolve('package.json'))
  const own: number = require('pg-boss/package.json').pgboss.schema
  const version = (await opened.schemaVersion()) ?? own
  if (version > own)
    throw new Error(
      `The queue in this database is of a newer release (version ${version}, here ${own}). Start that release, or restore the backup that was made before it.`,
    )
}

async function createQueues(opened: PgBoss): Promise<void> {
  const retryOptions = { retryLimit: 1_000, retryDelay: 1, retryBackoff: true, retryDelayMax: 900 }
  const deliveryOptions = {
    ...retryOptions,
    expireInSeconds: 60,
    heartbeatSeconds: 10,
    notify: true,
    deleteAfterSeconds: 60,
  }
  const { undeliverable } = queues
  const settings: Record<keyof typeof queues, Omit<Queue, 'name'>> = {
    undeliverable: { retentionSeconds: policy.deadLetterDays * 24 * 3_600 },
    mail: { ...deliveryOptions, deadLetter: undeliverable },
    push: { ...deliveryOptions, deadLetter: undeliverable },
    request: deliveryOptions,
    sweep: { retryLimit: 3 },
    wipe: { retryLimit: 3, deleteAfterSeconds: 60 },
  }
  for (const [queue, options] of Object.entries(settings)) {
    await opened.createQueue(queue, options)
    // Queues of an earlier release keep their old options otherwise.
    await opened.updateQueue(queue, options)
  }
  // pg-boss looks up a queue outside the caller's transaction at first use. On PGlite that would deadlock.
  for (const queue of [queues.mail, queues.push, queues.request])
    await opened.findJobs(queue, { id: crypto.randomUUID() })
}

export async function sendMail(tx: Transaction, mail: Mail, options: Pacing = {}): Promise<void> {
  const { isUrgent, validHours } = mailRules[mail.content.kind]
  const expiresAt = validHours === null ? null : hoursAfter(await momentOf(tx), validHours).toISOString()
  const job: MailJob = { ...mail, ...sealContent(mail.content), expiresAt }
  await send(tx, { queue: queues.mail, job, priority: isUrgent ? 1 : 0 }, options)
}

export async function sendPush(tx: Transaction, push: Push): Promise<void> {
  const job: PushJob = { ...push, ...sealContent(push.content) }
  await send(tx, { queue: queues.push, job }, {})
}

/** For requests that must not reveal whether an account exists: the caller's work is the same for every input. */
export async function sendRequest(tx: Transaction, request: object, options: Pacing = {}): Promise<void> {
  await send(tx, { queue: queues.request, job: request }, options)
}

/** Removes a request while it is answered. False if another worker has answered it. */
export async function takeRequest(tx: Transaction, id: string): Promise<boolean> {
  const response = await boss().deleteJob(queues.request, id, { db: fromPrisma(tx) })
  return 'affected' in response && response.affected === 1
}

/** Waits for running deliveries, then closes the queue if it is open. */
export async function closeOutbox(): Promise<void> {
  if (!hasProcessWide('outbox')) return
  await boss().stop({ graceful: true, timeout: 10_000 })
  setProcessWide('outbox', undefined)
  closeTransports()
}

async function send(
  tx: Transaction,
  { queue, job, priority = 0 }: { queue: string; job: object; priority?: number },
  { once }: Pacing,
): Promise<void> {
  if (once && !(await claimSlot(tx, once.key, once.seconds))) return
  const options: SendOptions = { db: fromPrisma(tx), priority }
  await boss().send(queue, job, options)
}
