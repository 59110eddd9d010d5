import type { Caller } from '@/lib/account/request-context'
import { storedChannel } from '@/lib/channels'
import { prisma } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/time'

export interface ListedSession {
  readonly id: string
  readonly current: boolean
  readonly channel: string
  readonly userAgent: string | null
  readonly address: string | null
  readonly createdAt: Date
  readonly lastUsedAt: Date
}

/** The caller's live sessions: the current one first, then the last used. */
export async function listSessions(caller: Caller): Promise<ListedSession[]> {
  if (caller.kind === 'guest') return []
  const rows = await prisma().session.findMany({
    where: { accountId: caller.account.id, revokedAt: null, expiresAt: { gt: await databaseTime() } },
    orderBy: { lastUsedAt: 'desc' },
    select: { id: true, channel: true, userAgent: true, address: true, createdAt: true, lastUsedAt: true },
  })
  const sessions = rows.map((row) => ({
    ...row,
    channel: storedChannel(row.channel),
    current: row.id === caller.session.id,
  }))
  return sessions.sort((a, b) => Number(b.current) - Number(a.current))
}
