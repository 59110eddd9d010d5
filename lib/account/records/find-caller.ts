import { type AccountRow, accountFacts, type SessionRow, sessionFacts } from '@/lib/account/account-facts'
import { type Caller, guest } from '@/lib/account/request-context'
import { hashSecret } from '@/lib/account/secret'
import { sessionLifetime } from '@/lib/channels'
import { database, prisma, type Session } from '@/lib/db/client'
import { hoursAfter, sqlNow } from '@/lib/db/time'
import { policy } from '@/lib/policy'

type SessionWithAccount = SessionRow &
  Pick<Session, 'accountId' | 'lastUsedAt' | 'revokedFor'> &
  Omit<AccountRow, 'id' | 'createdAt'> & { readonly accountCreatedAt: Date; readonly now: Date }

export interface TokenClaims {
  readonly sessionId: string
  readonly issuedAt: Date
  readonly expiresAt: Date
}

const findSession = `
  SELECT s."id", s."accountId", s."dialect" AS "channel", s."createdAt", s."lastUsedAt", s."expiresAt", s."endsAt", s."revokedFor",
    a."username", a."email", a."emailVerifiedAt", a."passwordHash", a."role", a."firstName", a."lastName", a."phone",
    a."gender", a."region", a."pictureId", a."locale", a."createdAt" AS "accountCreatedAt", ${sqlNow} AS "now"
  FROM "Session" s JOIN "Account" a ON a."id" = s."accountId"`

/** The caller with this session secret. Extends the session at most once per `policy.sessionTouchMinutes`. */
export async function findCallerBySecret(secret: string): Promise<Caller> {
  const [found] = await database().query<SessionWithAccount>(`${findSession} WHERE s."secretHash" = $1`, [
    hashSecret(secret),
  ])
  return await asCaller(found)
}

/** The caller with this verified token. The session's row decides whether it is still valid. */
export async function findCallerByToken(claims: TokenClaims): Promise<Caller> {
  const [found] = await database().query<SessionWithAccount>(`${findSession} WHERE s."id" = $1`, [
    claims.sessionId,
  ])
  return found && isTokenCurrent(claims, found) ? await asCaller(found) : guest
}

/** A token must not outlive its session or be issued in the future, even when its signature is right. */
function isTokenCurrent(
  { issuedAt, expiresAt }: TokenClaims,
  { createdAt, endsAt, now }: SessionWithAccount,
): boolean {
  return (issuedAt <= createdAt || issuedAt <= now) && now < expiresAt && expiresAt <= endsAt
}

async function asCaller(found: SessionWithAccount | undefined): Promise<Caller> {
  if (!found) return guest
  const { now } = found
  const former = { kind: 'guest', formerSessionId: found.id, formerAccountId: found.accountId } as const
  if (found.revokedFor) return { ...former, ended: found.revokedFor }
  if (hoursAfter(found.expiresAt, 24 * policy.expiredSessionDays) <= now) return guest
  if (found.expiresAt <= now || found.endsAt <= now) return { ...former, ended: 'expired' }
  if (now.getTime() - found.lastUsedAt.getTime() > policy.sessionTouchMinutes * 60_000)
    await extendSession(found)
  const account = accountFacts({ ...found, id: found.accountId, createdAt: found.accountCreatedAt })
  return { kind: 'member', account, session: sessionFacts(found) }
}

async function extendSession({ id, channel, lastUsedAt, endsAt, now }: SessionWithAccount): Promise<void> {
  const extended = hoursAfter(now, 24 * sessionLifetime(channel).idleDays)
  await prisma().session.updateMany({
    where: { id, revokedAt: null, lastUsedAt },
    data: { lastUsedAt: now, expiresAt: extended < endsAt ? extended : endsAt },
  })
}
