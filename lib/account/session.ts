import type { SessionEnd, Transaction } from '@/lib/db/client'
import { policy } from '@/lib/policy'
import type { Visit } from './caller'
import { recordSignIn, type WayIn } from './record-event'
import { newSecret } from './secret'

const hour = 3_600_000
const day = 24 * hour

/** A session that was just opened, with the secret that is told this once. */
export interface OpenedSession {
  readonly id: string
  readonly secret: string
  readonly accountId: string
  readonly idleDays: number
  readonly endsAt: Date
}

/**
 * The one door through which a session is made. The caller holds the account's lock. The session that the
 * same browser brought along ends, and so do the longest unused beyond the most an account may have.
 *
 * @param by what was shown to get in; null where somebody who is in only gets another session
 */
export async function openSession(
  tx: Transaction,
  visit: Visit,
  accountId: string,
  by: WayIn | null,
): Promise<OpenedSession> {
  const now = Date.now()
  const { idleDays, totalDays } = lifetime(visit.dialect)
  const endsAt = new Date(now + totalDays * day)
  const secret = newSecret()
  if (visit.caller.kind === 'member') await revoke(tx, { id: visit.caller.session.id }, 'signed_out')
  await revokeBeyondLimit(tx, accountId)
  const { id } = await tx.session.create({
    data: {
      secretHash: secret.hash,
      accountId,
      dialect: visit.dialect,
      userAgent: visit.userAgent || null,
      address: visit.address || null,
      createdAt: new Date(now),
      lastUsedAt: new Date(now),
      expiresAt: new Date(now + idleDays * day),
      endsAt,
    },
  })
  if (by) await recordSignIn(tx, visit, { accountId, sessionId: id, by })
  return { id, secret: secret.plain, accountId, idleDays, endsAt }
}

/** Ends live sessions; the rows stay for a while, so that their owners can be told why. */
export async function revoke(
  tx: Transaction,
  which: { id: string } | { accountId: string; id?: { not: string } | { in: string[] } },
  reason: SessionEnd,
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { ...which, revokedAt: null },
    data: { revokedAt: new Date(), revokedFor: reason },
  })
  return count
}

/** How long a session lasts unused, and however much it is used. */
export function lifetime(dialect: string): { idleDays: number; totalDays: number } {
  return dialect === 'device'
    ? { idleDays: policy.deviceSessionIdleDays, totalDays: policy.deviceSessionTotalDays }
    : { idleDays: policy.sessionIdleDays, totalDays: policy.sessionTotalDays }
}

async function revokeBeyondLimit(tx: Transaction, accountId: string): Promise<void> {
  const beyond = await tx.session.findMany({
    where: { accountId, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { lastUsedAt: 'desc' },
    skip: policy.sessionsPerAccount - 1,
    select: { id: true },
  })
  if (beyond.length === 0) return
  await revoke(tx, { accountId, id: { in: beyond.map(({ id }) => id) } }, 'too_many')
}
