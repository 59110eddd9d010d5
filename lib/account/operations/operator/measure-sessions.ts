import { Gauge, type Registry } from 'prom-client'
import { requestChannels, storedChannel } from '@/lib/channels'
import { Prisma, prisma } from '@/lib/db/client'
import { sqlNow } from '@/lib/db/time'
import { cacheValue } from '@/lib/process/cache-value'

const maxAgeMillis = 60_000

/** All servers report the same number. There are no samples while the database does not answer. */
export function measureSessions(registry: Registry): void {
  new Gauge({
    name: 'latchkey_sessions',
    help: 'Live sessions by the channel that opened them, at most a minute old.',
    labelNames: ['channel'],
    registers: [registry],
    async collect() {
      this.reset()
      const live = await cacheValue('live-sessions', { maxAgeMillis, read: countSessions, fallback: null })
      for (const channel of live ? requestChannels : []) this.set({ channel }, live?.get(channel) ?? 0)
    },
  })
}

async function countSessions(): Promise<Map<string, number>> {
  const rows = await prisma().$queryRaw<{ channel: string; live: number }[]>`
    SELECT "dialect" AS "channel", count(*)::int AS live FROM "Session"
    WHERE "revokedAt" IS NULL AND "expiresAt" > ${Prisma.raw(sqlNow)} GROUP BY 1`
  const counted = new Map<string, number>()
  for (const { channel: stored, live } of rows) {
    const channel = storedChannel(stored)
    counted.set(channel, (counted.get(channel) ?? 0) + live)
  }
  return counted
}
