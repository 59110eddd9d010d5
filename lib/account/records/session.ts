import { openAndRecord, type SignInMethod, utcTimestamp } from '@/lib/account/record-event'
import type { RequestContext } from '@/lib/account/request-context'
import { newRowId } from '@/lib/account/row-id'
import { newSecret } from '@/lib/account/secret'
import { channels } from '@/lib/channels'
import { Prisma, type SessionEnd, type Transaction } from '@/lib/db/client'
import { hoursAfter, momentOf } from '@/lib/db/time'
import { policy } from '@/lib/policy'

/** A new session. `secret` is not stored and cannot be read again. */
export interface OpenedSession {
  readonly id: string
  readonly secret: string
  readonly accountId: string
  /** The lifetime of its cookie. An unused session expires earlier. */
  readonly totalDays: number
  readonly createdAt: Date
  readonly endsAt: Date
}

/**
 * The only function that opens a session; the account must be locked. `by` is null when a session is only replaced.
 * One statement, because each costs a sign-in about half a millisecond.
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
  if (context.caller.kind === 'member')
    await revokeSessions(tx, { id: context.caller.session.id }, 'signed_out')
  const at = utcTimestamp(createdAt)
  const withClause = Prisma.sql`
    WITH "tooMany" AS (${revocationBeyondLimit(accountId, at)}),
    "opened" AS (
      INSERT INTO "Session" ("id", "secretHash", "accountId", "dialect", "userAgent", "address",
        "createdAt", "lastUsedAt", "expiresAt", "endsAt")
      VALUES (${id}::uuid, ${secret.hash}, ${accountId}::uuid, ${context.channel}, ${context.userAgent || null},
        ${context.address || null}, ${at}, ${at}, ${utcTimestamp(expiresAt)}, ${utcTimestamp(endsAt)}))`
  if (by) await openAndRecord(tx, context, { accountId, sessionId: id, by, withClause })
  else await tx.$executeRaw`${withClause} SELECT 1`
  return { id, secret: secret.plain, accountId, totalDays, createdAt, endsAt }
}

/** Ends sessions. Their rows stay for a while, so that pages can say why they ended. */
export async function revokeSessions(
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

/** Call it after locking the account, to see a revocation that came in between. */
export async function isUnrevoked(
  tx: Transaction,
  session: { readonly id: string; readonly accountId: string },
): Promise<boolean> {
  const { id, accountId } = session
  return (await tx.session.count({ where: { id, accountId, revokedAt: null } })) > 0
}

/** Leaves room for one new session. */
function revocationBeyondLimit(accountId: string, at: Prisma.Sql): Prisma.Sql {
  const reason: SessionEnd = 'too_many'
  return Prisma.sql`
    UPDATE "Session" SET "revokedAt" = ${at}, "revokedFor" = ${reason}::"SessionEnd" WHERE "id" IN (
      SELECT "id" FROM "Session"
      WHERE "accountId" = ${accountId}::uuid AND "revokedAt" IS NULL AND "expiresAt" > ${at}
      ORDER BY "lastUsedAt" DESC OFFSET ${policy.sessionsPerAccount - 1})`
}
