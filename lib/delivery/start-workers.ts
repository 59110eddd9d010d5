import { setTimeout as sleep } from 'node:timers/promises'
import type { JobResult, JobWithMetadata } from 'pg-boss'
import { config } from '@/lib/config'
import { prisma } from '@/lib/db/client'
import { policy } from '@/lib/policy'
import { errorMessage } from '@/lib/process/error-message'
import { log, maskAddresses } from '@/lib/process/log'
import { deliverMail, deliverPushMessage, type JobOutcome, type MailJob, type PushJob } from './deliver'
import { boss, queues } from './outbox'

interface OutboxHandlers {
  answerRequest(request: unknown, jobId: string): Promise<void>
  sweep(): Promise<void>
  /** Whether the server is answering requests now. */
  isServing(): boolean
}

const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2, burstWhenBatchFull: true }
/** Messages at the same time per worker. Resend allows two per second by default. */
const batchSizes = { inbox: 5, smtp: 5, resend: 2 }
/** Leaves database connections free for users. */
const requestBatchSize = 4

/** Any number of servers share the work. One worker takes only urgent mails, so that others cannot delay them. */
export async function startWorkers({ answerRequest, sweep, isServing }: OutboxHandlers): Promise<void> {
  const queue = boss()
  const batchSize = batchSizes[config().mailTransport]
  const deliverWithPause = async (job: JobWithMetadata<MailJob>, index: number) => {
    if (job.priority === 0 && isServing()) await sleep((index + 1) * policy.mailPauseMillis)
    return await deliverMail(job)
  }
  await deliverFrom(queues.mail, { batchSize, minPriority: 1 }, (job: JobWithMetadata<MailJob>) =>
    deliverMail(job),
  )
  await deliverFrom(queues.mail, { batchSize, localConcurrency: 2 }, deliverWithPause)
  await deliverFrom(queues.push, { batchSize: 5, localConcurrency: 2 }, (job: JobWithMetadata<PushJob>) =>
    deliverPushMessage(job),
  )
  await workEach(queues.request, { batchSize: requestBatchSize }, async ({ id, data }) => {
    await answerRequest(data, id)
    return { status: 'completed' }
  })
  await queue.work(queues.sweep, () => logErrors(queues.sweep, sweep))
  await queue.work(queues.wipe, () => logErrors(queues.wipe, wipeExpiredSecrets))
  await queue.schedule(queues.sweep, '17 * * * *')
  await queue.schedule(queues.wipe, '* * * * *')
}

/** Removes expired secrets from dead letters, and all secrets from failed jobs. */
export async function wipeExpiredSecrets(): Promise<void> {
  await prisma().$executeRaw`
    UPDATE queue.job SET data = data || '{"sealed": null}'
    WHERE name IN (${queues.mail}, ${queues.push}, ${queues.undeliverable}) AND data->>'sealed' IS NOT NULL
      AND (state = 'failed' OR (name = ${queues.undeliverable} AND (data->>'expiresAt')::timestamptz <= queue.job_now()))`
}

interface WorkerOptions {
  readonly batchSize: number
  readonly minPriority?: number
  readonly localConcurrency?: number
}

type JobHandler<Data> = (job: JobWithMetadata<Data>, index: number) => Promise<JobOutcome>

/** A delivered job is deleted at once, with its secret. */
async function deliverFrom<Data extends object>(
  name: string,
  workerOptions: WorkerOptions,
  deliver: JobHandler<Data>,
): Promise<void> {
  await workEach<Data>(name, workerOptions, async (job, index) => {
    const outcome = await deliver(job, index)
    await finishJob(job, outcome)
    return outcome
  })
}

/** Handles a batch of jobs in parallel. Each job succeeds or fails by itself. */
async function workEach<Data extends object>(
  name: string,
  workerOptions: WorkerOptions,
  handle: JobHandler<Data>,
): Promise<void> {
  const options = { ...polling, ...workerOptions, includeMetadata: true, perJobResults: true } as const
  const runJob = async (job: JobWithMetadata<Data>, index: number): Promise<JobResult> => {
    const outcome = await logErrors(name, () => handle(job, index)).catch(failedOutcome)
    const output = 'reason' in outcome ? { reason: outcome.reason } : undefined
    return { id: job.id, status: outcome.status, output }
  }
  await boss().work<Data, JobResult[], typeof options>(name, options, (jobs) => Promise.all(jobs.map(runJob)))
}

function failedOutcome(error: unknown): JobOutcome {
  return { status: 'failed', reason: maskAddresses(errorMessage(error)) }
}

/** The queue stores the error with the job; log it as well (ASVS 16.5.4). */
async function logErrors<Result>(queue: string, handle: () => Promise<Result>): Promise<Result> {
  try {
    return await handle()
  } catch (error) {
    log().error({ event: 'job_failed', queue, error: maskAddresses(errorMessage(error)) })
    throw error
  }
}

/** What pg-boss does not do itself after a batch. */
async function finishJob(job: JobWithMetadata, outcome: JobOutcome): Promise<void> {
  if (outcome.status === 'completed') await boss().deleteJob(job.name, job)
  else if (outcome.retryAfterSeconds !== undefined) {
    await boss().fail(job.name, job, { reason: outcome.reason })
    await boss().update(job.name, undefined, { id: job.id, startAfter: outcome.retryAfterSeconds })
  }
}
