import { prisma } from '@/lib/db/client'
import { databaseTime, hoursAfter } from '@/lib/db/time'
import type { EventKind } from '@/lib/event-kinds'
import { policy } from '@/lib/policy'
import { log, maskAddress } from '@/lib/process/log'
import { processWide } from '@/lib/process/process-wide'
import { reasonOf } from '@/lib/process/reason-of'
import { emailRule, usernameRule } from '@/lib/rules'
import { type AccountEvent, type EventSource, eventRow, logEvent } from './event'

/** What strangers can make happen to an account without getting anywhere: so many rows a day, and no more. */
const failedAttemptKinds = [
  'authn_login_fail',
  'authn_login_fail_max',
  'authn_password_change_fail',
  'authn_token_reuse',
  'authz_fail',
] as const satisfies EventKind[]

type FailedAttempt = Omit<AccountEvent, 'kind' | 'accountId'> & {
  readonly kind: (typeof failedAttemptKinds)[number]
  /** Null where nobody has that name. */
  readonly accountId: string | null
  /** As it was typed: the log tells it, masked, where nobody has it. */
  readonly login?: string
}

interface Row extends ReturnType<typeof eventRow> {
  /** By `performance.now`: the row's time is the database's, and is known when it is written. */
  readonly notedAt: number
}

/** An app may poll until its user's address is verified: what it leaves must not take the place of wrong passwords. */
const roomForWrongAttempts = policy.failedAttemptEventsPerAccountEachDay / 2

interface Waiting {
  rows: Row[]
  timer: NodeJS.Timeout | null
  /** Ends when all that was written so far is written. */
  written: Promise<void>
}

function waiting(): Waiting {
  return processWide('failures', () => ({ rows: [], timer: null, written: Promise.resolve() }))
}

/**
 * Notes a refused try: a line of the log at once, the row a moment later with all others of that moment. The
 * answer waits for no write, so that it takes as long for a name that somebody has as for one that nobody has.
 */
export function recordFailedAttempt(
  source: EventSource,
  { accountId, login, ...attempt }: FailedAttempt,
): void {
  const row = eventRow(source, { ...attempt, accountId: accountId ?? '' })
  const masked = accountId === null && login !== undefined ? { login: maskLogin(login) } : {}
  logEvent(source, { ...row, details: { ...row.details, ...masked } })
  const queue = waiting()
  if (queue.rows.length >= policy.waitingFailedAttempts) return
  queue.rows.push({ ...row, notedAt: performance.now() })
  queue.timer ??= setTimeout(() => void writeFailedAttempts(), policy.failedAttemptWriteMillis).unref()
}

/** Writes the failures that wait. What comes after one in an account's history asks for that first. */
export function writeFailedAttempts(): Promise<void> {
  const queue = waiting()
  if (queue.timer) clearTimeout(queue.timer)
  const rows = queue.rows.filter(({ accountId }) => accountId !== '')
  queue.rows = []
  queue.timer = null
  if (rows.length === 0) return queue.written
  queue.written = queue.written
    .then(() => write(rows))
    // Nobody waits who could be told, and the log has the events themselves.
    .catch((error) => log().error({ event: 'refusals_lost', count: rows.length, error: reasonOf(error) }))
  return queue.written
}

/** The same when one of this account waits. */
export async function writeFailedAttemptsOf(accountId: string): Promise<void> {
  const isWaiting = waiting().rows.some((row) => row.accountId === accountId)
  await (isWaiting ? writeFailedAttempts() : waiting().written)
}

async function write(rows: readonly Row[]): Promise<void> {
  const now = await databaseTime()
  const read = performance.now()
  const ids = [...new Set(rows.map(({ accountId }) => accountId))]
  const known = await prisma().account.findMany({ where: { id: { in: ids } }, select: { id: true } })
  const today = await prisma().event.groupBy({
    by: ['accountId'],
    where: {
      accountId: { in: ids },
      kind: { in: [...failedAttemptKinds] },
      at: { gt: hoursAfter(now, -24) },
    },
    _count: true,
  })
  const room = new Map<string, number>()
  for (const { id } of known) room.set(id, policy.failedAttemptEventsPerAccountEachDay)
  for (const { accountId, _count } of today)
    room.set(accountId, policy.failedAttemptEventsPerAccountEachDay - _count)
  const kept = rows.filter(({ accountId, details }) => {
    const left = room.get(accountId) ?? 0
    const spared = details.reason === 'email_not_verified' ? roomForWrongAttempts : 0
    if (left <= spared) return false
    room.set(accountId, left - 1)
    return true
  })
  const data = kept.map(({ notedAt, ...row }) => ({ ...row, at: new Date(now.getTime() - (read - notedAt)) }))
  if (data.length > 0) await prisma().event.createMany({ data })
}

/**
 * What the log may say of a login that nobody has, so that support finds whose it was meant to be. People type their
 * password into the wrong field: of what can be no login nothing is told, and of a username only its first letter.
 */
function maskLogin(login: string): string {
  const email = emailRule.safeParse(login)
  if (email.success) return maskAddress(email.data)
  const username = usernameRule.safeParse(login)
  return username.success ? `${[...username.data.shown][0]}***` : '***'
}
