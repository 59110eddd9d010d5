import { database, prisma, type Session } from '@/lib/db/client'
import { policy } from '@/lib/policy'
import { type AccountRow, accountFacts, type Caller, guest, type SessionRow, sessionFacts } from './caller'
import { hashSecret } from './secret'
import { lifetime } from './session'

const dayMillis = 24 * 3_600_000

/** A session and whose it is, in one row. */
type Found = SessionRow &
  Pick<Session, 'accountId' | 'lastUsedAt' | 'revokedFor'> &
  Omit<AccountRow, 'id' | 'createdAt'> & { readonly accountCreatedAt: Date }

/** What every request of a signed-in person asks: one look into each of two unique indexes. */
const findSession = `
  SELECT s."id", s."accountId", s."dialect", s."createdAt", s."lastUsedAt", s."expiresAt", s."endsAt", s."revokedFor",
    a."username", a."email", a."emailVerifiedAt", a."passwordHash", a."role", a."firstName", a."lastName", a."phone",
    a."gender", a."region", a."pictureId", a."locale", a."createdAt" AS "accountCreatedAt"
  FROM "Session" s JOIN "Account" a ON a."id" = s."accountId"`

/** Who shows this secret. One indexed query; a write at most once an hour. */
export async function findCallerBySecret(secret: string): Promise<Caller> {
  const [found] = await database().query<Found>(`${findSession} WHERE s."secretHash" = $1`, [
    hashSecret(secret),
  ])
  return await asCaller(found)
}

/** Who shows a token that names this session. */
export async function findCallerBySessionId(id: string): Promise<Caller> {
  const [found] = await database().query<Found>(`${findSession} WHERE s."id" = $1`, [id])
  return await asCaller(found)
}

async function asCaller(found: Found | undefined): Promise<Caller> {
  if (!found) return guest
  const former = { kind: 'guest', formerSessionId: found.id, formerAccountId: found.accountId } as const
  if (found.revokedFor) return { ...former, ended: found.revokedFor }
  const now = Date.now()
  if (found.expiresAt.getTime() + policy.expiredSessionDays * dayMillis <= now) return guest
  if (found.expiresAt.getTime() <= now || found.endsAt.getTime() <= now)
    return { ...former, ended: 'expired' }
  if (now - found.lastUsedAt.getTime() > policy.sessionTouchMinutes * 60_000) await touch(found, now)
  const account = accountFacts({ ...found, id: found.accountId, createdAt: found.accountCreatedAt })
  return { kind: 'member', account, session: sessionFacts(found) }
}

async function touch(
  session: Pick<Session, 'id' | 'dialect' | 'lastUsedAt' | 'endsAt'>,
  now: number,
): Promise<void> {
  const slid = now + lifetime(session.dialect).idleDays * dayMillis
  await prisma().session.updateMany({
    where: { id: session.id, revokedAt: null, lastUsedAt: session.lastUsedAt },
    data: { lastUsedAt: new Date(now), expiresAt: new Date(Math.min(slid, session.endsAt.getTime())) },
  })
}
