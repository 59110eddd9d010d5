import { openAndRecord, type SignInMethod, utcTimestamp } from '@/lib/account/record-event'
import type { RequestContext } from '@/lib/account/request-context'
import { newRowId } from '@/lib/account/row-id'
import { newSecret } from '@/lib/account/secret'
import { channels } from '@/lib/channels'
import { Prisma, type SessionEnd, type Transaction } from '@/lib/db/client'
import { hoursAfter, momentOf } from '@/lib/db/time'
import { policy } from '@/lib/policy'

/** A session that was just opened, with the secret that is told this once. */
export interface OpenedSession {
  readonly id: string
  readonly secret: string
  readonly accountId: string
  /** How long its cookie is kept: however much it is used. Unused it ends sooner, which is decided here. */
  readonly totalDays: number
  readonly createdAt: Date
  readonly endsAt: Date
}

/**
 * The one channel through which a session is made. The caller holds the account's lock. The session that the
 * same browser brought along ends, and so do the longest unused beyond the most an account may have. One statement
 * does it, its event included: each more costs a sign-in about half a millisecond.
 *
 * @param by what was shown to get in; null where somebody who is in only gets another session
 */
export async function openSession(
  tx: Transaction,
  context: RequestContext,
  accountId: string,
  by: SignInMethod | null,
): Promise<OpenedSession> {
  const createdAt = await momentOf(tx)
  const { idleDays, totalDays } = channels[context.channel].session
  const expiresAt = hoursAfter(createdAt, 24 * idleDays)
  const endsAt = hoursAfter(createdAt, 24 * totalDays)
  const secret = newSecret()
  const id = newRowId()
  if (context.caller.kind === 'member') await revoke(tx, { id: context.caller.session.id }, 'signed_out')
  const at = utcTimestamp(createdAt)
  const opening = Prisma.sql`
    WITH "tooMany" AS (${revocationBeyondLimit(accountId, at)}),
    "opened" AS (
      INSERT INTO "Session" ("id", "secretHash", "accountId", "dialect", "userAgent", "address",
        "createdAt", "lastUsedAt", "expiresAt", "endsAt")
      VALUES (${id}::uuid, ${secret.hash}, ${accountId}::uuid, ${context.channel}, ${context.userAgent || null},
        ${context.address || null}, ${at}, ${at}, ${utcTimestamp(expiresAt)}, ${utcTimestamp(endsAt)}))`
  if (by) await openAndRecord(tx, context, { accountId, sessionId: id, by, opening })
  else await tx.$executeRaw`${opening} SELECT 1`
  return { id, secret: secret.plain, accountId, totalDays, createdAt, endsAt }
}

/** Ends live sessions; the rows stay for a while, so that their owners can be told why. */
export async function revoke(
  tx: Transaction,
  which: { id: string } | { accountId: string; id?: { not: string } | { in: string[] } },
  reason: SessionEnd,
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { ...which, revokedAt: null },
    data: { revokedAt: await momentOf(tx), revokedFor: reason },
  })
  return count
}

/** Whether a session that was shown is still not ended, now that its account is locked. */
export async function isUnrevoked(
  tx: Transaction,
  session: { readonly id: string; readonly accountId: string },
): Promise<boolean> {
  const { id, accountId } = session
  return (await tx.session.count({ where: { id, accountId, revokedAt: null } })) > 0
}

/** Leaves room for one more. */
function revocationBeyondLimit(accountId: string, at: Prisma.Sql): Prisma.Sql {
  const reason: SessionEnd = 'too_many'
  return Prisma.sql`
    UPDATE "Session" SET "revokedAt" = ${at}, "revokedFor" = ${reason}::"SessionEnd" WHERE "id" IN (
      SELECT "id" FROM "Session"
      WHERE "accountId" = ${accountId}::uuid AND "revokedAt" IS NULL AND "expiresAt" > ${at}
      ORDER BY "lastUsedAt" DESC OFFSET ${policy.sessionsPerAccount - 1})`
}
