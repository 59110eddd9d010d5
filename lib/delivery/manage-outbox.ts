import { Prisma, prisma } from '@/lib/db/client'
import { maskAddress } from '@/lib/process/log'
import { boss, queues } from './outbox'

/** What an operator may see of an undelivered message: never its content. */
export interface OutboxMessage {
  /** Stays the same in the log and the Message-ID, for all attempts and as a dead letter. */
  readonly id: string
  readonly kind: string
  readonly to: string
  readonly locale: string
  readonly state: MessageState
  readonly attempts: number
  readonly sentAt: Date
  readonly nextAttemptAt: Date | null
  readonly expiresAt: Date | null
  readonly reason: string | null
}

/** `delayed` until the next attempt; `dead`: not attempted any more. */
export type MessageState = 'waiting' | 'sending' | 'delayed' | 'dead'

export type MessageFailure = 'message_unknown' | 'message_ambiguous' | 'message_expired' | 'message_under_way'

interface MessageRow extends Omit<OutboxMessage, 'to'> {
  /** The current job. pg-boss makes a new one for a dead letter and for its retry. */
  readonly jobId: string
  readonly queue: string
  readonly to: string | null
  readonly deviceId: string | null
  readonly hasExpired: boolean
}

const dead = Prisma.sql`name = ${queues.undeliverable} AND state < 'active'`
const alive = Prisma.sql`name IN (${queues.mail}, ${queues.push}) AND state <= 'active'`
const hasExpired = Prisma.sql`coalesce((data->>'expiresAt')::timestamptz <= queue.job_now(), false)`
const maxListedMessages = 50
/** In the list, which is sent over the control channel. */
const maxReasonCharacters = 200
const redriveBatchSize = 1_000

/** The oldest undelivered messages, and the number of all by state. */
export async function listMessages(filter: { isDead: boolean }): Promise<{
  messages: OutboxMessage[]
  counts: { state: MessageState; count: number }[]
}> {
  const where = filter.isDead ? dead : Prisma.sql`(${dead}) OR (${alive})`
  const rows = await findRows(where, maxListedMessages)
  const counts = await prisma().$queryRaw<{ state: MessageState; count: number }[]>`
    SELECT ${stateOfRow} AS state, count(*)::int AS count FROM queue.job WHERE ${where} GROUP BY 1 ORDER BY 1`
  return {
    messages: rows.map((row) =>
      maskRow({ ...row, reason: row.reason?.slice(0, maxReasonCharacters) ?? null }),
    ),
    counts,
  }
}

/** Requests that are not answered yet. Each may become a message. */
export async function countRequests(): Promise<number> {
  const [row] = await prisma().$queryRaw<{ requests: number }[]>`
    SELECT count(*)::int AS requests FROM queue.job WHERE name = ${queues.request} AND state <= 'active'`
  return row?.requests ?? 0
}

export async function findMessage(idStart: string): Promise<OutboxMessage | MessageFailure> {
  const row = await findRow(idStart)
  return typeof row === 'string' ? row : maskRow(row)
}

/** Attempts a message again now, also a dead one, unless its link has expired. */
export async function retryMessage(idStart: string): Promise<OutboxMessage | MessageFailure> {
  const row = await findRow(idStart)
  if (typeof row === 'string') return row
  if (row.state === 'sending') return 'message_under_way'
  if (row.hasExpired) return 'message_expired'
  if (row.state === 'dead') await boss().redrive(queues.undeliverable, { ids: [row.jobId] })
  else await boss().update(row.queue, undefined, { id: row.jobId, startAfter: 0 })
  return maskRow(row)
}

/** Attempts all messages again now, except expired dead ones. */
export async function retryAllMessages(): Promise<{ retried: number; expired: number }> {
  const delayed = await prisma().$executeRaw`
    UPDATE queue.job SET start_after = queue.job_now()
    WHERE name IN (${queues.mail}, ${queues.push}) AND state < 'active' AND start_after > queue.job_now()`
  const rows = await prisma().$queryRaw<{ id: string; expired: boolean }[]>`
    SELECT id::text, ${hasExpired} AS expired
    FROM queue.job WHERE ${dead}`
  const ids = rows.filter(({ expired }) => !expired).map(({ id }) => id)
  let redriven = 0
  for (let at = 0; at < ids.length; at += redriveBatchSize)
    redriven += await boss().redrive(queues.undeliverable, { ids: ids.slice(at, at + redriveBatchSize) })
  return { retried: delayed + redriven, expired: rows.length - ids.length }
}

/** Deletes a message without sending it. */
export async function dropMessage(idStart: string): Promise<OutboxMessage | MessageFailure> {
  const row = await findRow(idStart)
  if (typeof row === 'string') return row
  if (row.state === 'sending') return 'message_under_way'
  await boss().deleteJob(row.queue, row.jobId)
  return maskRow(row)
}

/** Also deletes unanswered requests, and jobs of a dead server, as in a copied database. */
export async function dropAllMessages(): Promise<{ dropped: number; sending: number }> {
  const names = [queues.mail, queues.push, queues.request, queues.undeliverable]
  const open = Prisma.sql`name = ANY(${names}) AND state <= 'active'`
  const dropped = await prisma().$executeRaw`
    DELETE FROM queue.job WHERE ${open} AND NOT (state = 'active' AND
      coalesce(heartbeat_on, started_on) + coalesce(heartbeat_seconds, 60) * interval '1 second' > queue.job_now())`
  const [left] = await prisma().$queryRaw<{ sending: number }[]>`
    SELECT count(*)::int AS sending FROM queue.job WHERE ${open} AND state = 'active'`
  return { dropped, sending: left?.sending ?? 0 }
}

async function findRow(idStart: string): Promise<MessageRow | MessageFailure> {
  const idMatches = Prisma.sql`${idOfRow} LIKE ${`${idStart}%`}`
  const rows = await findRows(Prisma.sql`((${dead}) OR (${alive})) AND ${idMatches}`, 2)
  return rows[1] ? 'message_ambiguous' : (rows[0] ?? 'message_unknown')
}

const idOfRow = Prisma.sql`coalesce(source_root_id, id)::text`

// pg-boss can only return all matching jobs; here the first few are needed.
const stateOfRow = Prisma.sql`CASE
  WHEN name = ${queues.undeliverable} THEN 'dead'
  WHEN state = 'active' THEN 'sending'
  WHEN state = 'retry' OR start_after > queue.job_now() THEN 'delayed'
  ELSE 'waiting' END`

async function findRows(where: Prisma.Sql, limit: number): Promise<MessageRow[]> {
  return await prisma().$queryRaw<MessageRow[]>`
    WITH found AS (
      SELECT *, ${stateOfRow} AS stage, coalesce(source_output, output) AS outcome FROM queue.job
      WHERE ${where} ORDER BY coalesce(source_created_on, created_on), id LIMIT ${limit})
    SELECT ${idOfRow} AS id, id::text AS "jobId", name AS queue, stage AS state,
      data->'content'->>'kind' AS kind, data->>'to' AS "to", data->>'deviceId' AS "deviceId", data->>'locale' AS locale,
      CASE WHEN stage = 'dead' THEN coalesce(source_retry_count, 0) + 1
        WHEN stage = 'waiting' THEN 0 ELSE retry_count + 1 END AS attempts,
      coalesce(source_created_on, created_on) AS "sentAt",
      CASE WHEN stage IN ('waiting', 'delayed') THEN start_after END AS "nextAttemptAt",
      (data->>'expiresAt')::timestamptz AS "expiresAt", ${hasExpired} AS "hasExpired",
      coalesce(outcome->>'reason', outcome#>>'{value,message}', outcome->>'message', outcome->>'value') AS reason
    FROM found ORDER BY "sentAt", id`
}

function maskRow({ queue, jobId, deviceId, hasExpired: _, to, ...row }: MessageRow): OutboxMessage {
  return { ...row, to: to === null ? `device ${deviceId?.slice(0, 8)}` : maskAddress(to) }
}
