import type { Caller } from '@/lib/account/request-context'
import { prisma } from '@/lib/db/client'

export interface ListedDevice {
  readonly id: string
  readonly isPrimary: boolean
  readonly registeredAt: Date
  readonly lastSeenAt: Date
}

/** The caller's devices: the primary one first, then the last seen. Without identifiers and push tokens. */
export async function listDevices(caller: Caller): Promise<ListedDevice[]> {
  if (caller.kind === 'guest') return []
  return await prisma().device.findMany({
    where: { accountId: caller.account.id },
    orderBy: [{ isPrimary: 'desc' }, { lastSeenAt: 'desc' }],
    select: { id: true, isPrimary: true, registeredAt: true, lastSeenAt: true },
  })
}
