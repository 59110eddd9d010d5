import { prisma } from '@/lib/db/client'
import { databaseTime, hoursAfter } from '@/lib/db/time'
import type { EventKind } from '@/lib/event-kinds'
import { policy } from '@/lib/policy'
import { errorMessage } from '@/lib/process/error-message'
import { log, maskAddress } from '@/lib/process/log'
import { processWide } from '@/lib/process/process-wide'
import { emailRule, usernameRule } from '@/lib/rules'
import { type AccountEvent, type EventSource, eventRow, logEvent } from './event'

/** Kinds that anyone can cause for any account, so their rows are limited per day. */
const failedAttemptKinds = [
  'authn_login_fail',
  'authn_login_fail_max',
  'authn_password_change_fail',
  'authn_token_reuse',
  'authz_fail',
] as const satisfies EventKind[]

type FailedAttempt = Omit<AccountEvent, 'kind' | 'accountId'> & {
  readonly kind: (typeof failedAttemptKinds)[number]
  readonly accountId: string | null
  /** As typed. Logged masked, and only when unknown. */
  readonly login?: string
}

interface Row extends ReturnType<typeof eventRow> {
  /** By `performance.now`; turned into the database's time when the row is written. */
  readonly recordedAt: number
}

/** Reserved for wrong passwords: apps that poll an unverified account must not use up all rows. */
const rowsForWrongPasswords = policy.failedAttemptEventsPerAccountEachDay / 2

interface Queue {
  rows: Row[]
  timer: NodeJS.Timeout | null
  written: Promise<void>
}

function waitingAttempts(): Queue {
  return processWide('failures', () => ({ rows: [], timer: null, written: Promise.resolve() }))
}

/** Logs at once and writes the row later: waiting for the write would reveal by timing which logins exist. */
export function recordFailedAttempt(
  source: EventSource,
  { accountId, login, ...attempt }: FailedAttempt,
): void {
  const row = eventRow(source, { ...attempt, accountId: accountId ?? '' })
  const masked = accountId === null && login !== undefined ? { login: maskLogin(login) } : {}
  logEvent(source, { ...row, details: { ...row.details, ...masked } })
  const queue = waitingAttempts()
  if (queue.rows.length >= policy.waitingFailedAttempts) return
  queue.rows.push({ ...row, recordedAt: performance.now() })
  queue.timer ??= setTimeout(() => void writeFailedAttempts(), policy.failedAttemptWriteMillis).unref()
}

/** Writes the waiting rows. Call it before writing an event that must come later in the history. */
export function writeFailedAttempts(): Promise<void> {
  const queue = waitingAttempts()
  if (queue.timer) clearTimeout(queue.timer)
  const rows = queue.rows.filter(({ accountId }) => accountId !== '')
  queue.rows = []
  queue.timer = null
  if (rows.length === 0) return queue.written
  queue.written = queue.written
    .then(() => write(rows))
    .catch((error) =>
      log().error({ event: 'failed_attempts_lost', count: rows.length, error: errorMessage(error) }),
    )
  return queue.written
}

export async function writeFailedAttemptsOf(accountId: string): Promise<void> {
  const isWaiting = waitingAttempts().rows.some((row) => row.accountId === accountId)
  await (isWaiting ? writeFailedAttempts() : waitingAttempts().written)
}

async function write(rows: readonly Row[]): Promise<void> {
  const now = await databaseTime()
  const readAt = performance.now()
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
    const reserved = details.reason === 'email_not_verified' ? rowsForWrongPasswords : 0
    if (left <= reserved) return false
    room.set(accountId, left - 1)
    return true
  })
  const data = kept.map(({ recordedAt, ...row }) => ({
    ...row,
    at: new Date(now.getTime() - (readAt - recordedAt)),
  }))
  if (data.length > 0) await prisma().event.createMany({ data })
}

/** People type passwords into the wrong field: of a username only the first letter is shown, of other text nothing. */
function maskLogin(login: string): string {
  const email = emailRule.safeParse(login)
  if (email.success) return maskAddress(email.data)
  const username = usernameRule.safeParse(login)
  return username.success ? `${[...username.data.shown][0]}***` : '***'
}
