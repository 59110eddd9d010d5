import type { Caller } from '@/lib/account/request-context'
import { prisma } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/time'

/** The caller's pending new address and when its ticket expires; null if there is none. */
export async function findPendingEmail(caller: Caller): Promise<{ email: string; expiresAt: Date } | null> {
  if (caller.kind === 'guest') return null
  return await prisma().ticket.findFirst({
    where: {
      accountId: caller.account.id,
      purpose: 'change_email',
      spentAt: null,
      expiresAt: { gt: await databaseTime() },
    },
    orderBy: { createdAt: 'desc' },
    select: { email: true, expiresAt: true },
  })
}
