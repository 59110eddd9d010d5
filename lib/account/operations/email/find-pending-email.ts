import type { Caller } from '@/lib/account/request-context'
import { prisma } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/time'

/** The address that waits to become the caller's, and until when; null when none does. */
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
