import type { Caller } from '@/lib/account/request-context'
import { storedChannel } from '@/lib/channels'
import { prisma } from '@/lib/db/client'
import type { EventKind } from '@/lib/event-kinds'
import { policy } from '@/lib/policy'

export interface ListedEvent {
  readonly id: string
  readonly kind: EventKind
  readonly at: Date
  readonly channel: string | null
  readonly userAgent: string | null
  readonly address: string | null
  readonly details: Readonly<Record<string, string | number>>
}

/** The newest `count` events of the caller's account, newest first, and whether there are more. */
export async function listEvents(
  caller: Caller,
  count: number,
): Promise<{ events: ListedEvent[]; hasMore: boolean }> {
  if (caller.kind === 'guest') return { events: [], hasMore: false }
  const take = Math.min(Math.max(Math.trunc(count), 1), policy.eventsPerAccount)
  const rows = await prisma().event.findMany({
    where: { accountId: caller.account.id },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: take + 1,
    select: { id: true, kind: true, at: true, channel: true, userAgent: true, address: true, details: true },
  })
  const events = rows.slice(0, take).map((row) => ({
    ...row,
    id: String(row.id),
    channel: row.channel && storedChannel(row.channel),
    // The database does not know the types that `recordEvent` wrote.
    kind: row.kind as EventKind,
    details: row.details as ListedEvent['details'],
  }))
  return { events, hasMore: rows.length > take && take < policy.eventsPerAccount }
}
