import { type AccountRow, accountFacts, type SessionRow, sessionFacts } from '@/lib/account/account-facts'
import { type Caller, guest } from '@/lib/account/request-context'
import { hashSecret } from '@/lib/account/secret'
import { sessionLifetime } from '@/lib/channels'
import { database, prisma, type Session } from '@/lib/db/client'
import { hoursAfter, sqlNow } from '@/lib/db/time'
import { policy } from '@/lib/policy'

/** A session and whose it is, in one row, and what time it is where it was read. */
type Found = SessionRow &
  Pick<Session, 'accountId' | 'lastUsedAt' | 'revokedFor'> &
  Omit<AccountRow, 'id' | 'createdAt'> & { readonly accountCreatedAt: Date; readonly now: Date }

/** What a token says of itself, beside the session that it names. */
export interface TokenClaims {
  readonly sessionId: string
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** What every request of a signed-in person asks: one look into each of two unique indexes. */
const findSession = `
  SELECT s."id", s."accountId", s."dialect" AS "channel", s."createdAt", s."lastUsedAt", s."expiresAt", s."endsAt", s."revokedFor",
    a."username", a."email", a."emailVerifiedAt", a."passwordHash", a."role", a."firstName", a."lastName", a."phone",
    a."gender", a."region", a."pictureId", a."locale", a."createdAt" AS "accountCreatedAt", ${sqlNow} AS "now"
  FROM "Session" s JOIN "Account" a ON a."id" = s."accountId"`

/** Who shows this secret. One indexed query; a write at most once an hour. */
export async function findCallerBySecret(secret: string): Promise<Caller> {
  const [found] = await database().query<Found>(`${findSession} WHERE s."secretHash" = $1`, [
    hashSecret(secret),
  ])
  return await asCaller(found)
}

/** Who shows a token of ours. It is worth what its session is, whose row decides. */
export async function findCallerByToken(claims: TokenClaims): Promise<Caller> {
  const [found] = await database().query<Found>(`${findSession} WHERE s."id" = $1`, [claims.sessionId])
  return found && isWithin(claims, found) ? await asCaller(found) : guest
}

/** A token never outlives its session, whoever signed it, and none was made at a moment to come: ours, with its session. */
function isWithin({ issuedAt, expiresAt }: TokenClaims, { createdAt, endsAt, now }: Found): boolean {
  return (issuedAt <= createdAt || issuedAt <= now) && now < expiresAt && expiresAt <= endsAt
}

async function asCaller(found: Found | undefined): Promise<Caller> {
  if (!found) return guest
  const { now } = found
  const former = { kind: 'guest', formerSessionId: found.id, formerAccountId: found.accountId } as const
  if (found.revokedFor) return { ...former, ended: found.revokedFor }
  if (hoursAfter(found.expiresAt, 24 * policy.expiredSessionDays) <= now) return guest
  if (found.expiresAt <= now || found.endsAt <= now) return { ...former, ended: 'expired' }
  if (now.getTime() - found.lastUsedAt.getTime() > policy.sessionTouchMinutes * 60_000) await touch(found)
  const account = accountFacts({ ...found, id: found.accountId, createdAt: found.accountCreatedAt })
  return { kind: 'member', account, session: sessionFacts(found) }
}

async function touch({ id, channel, lastUsedAt, endsAt, now }: Found): Promise<void> {
  const slid = hoursAfter(now, 24 * sessionLifetime(channel).idleDays)
  await prisma().session.updateMany({
    where: { id, revokedAt: null, lastUsedAt },
    data: { lastUsedAt: now, expiresAt: slid < endsAt ? slid : endsAt },
  })
}
