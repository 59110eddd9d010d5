import { Gauge, type Registry } from 'prom-client'
import { channels, type DialectName, dialects } from '@/lib/channels'
import { Prisma, prisma } from '@/lib/db/client'
import { sqlNow } from '@/lib/db/time'
import { keepReading } from '@/lib/process/keep-reading'

/** All live sessions are counted for it, which takes a large installation a part of a second. */
const restMillis = 60_000

/**
 * Adds how many sessions live. All servers share them, so each tells the same. A database that does not answer leaves
 * the samples out.
 */
export function measureSessions(registry: Registry): void {
  new Gauge({
    name: 'latchkey_sessions',
    help: 'Live sessions by the channel that they were opened through, as of a minute ago at most.',
    labelNames: ['channel'],
    registers: [registry],
    async collect() {
      this.reset()
      const live = await keepReading('live-sessions', { restMillis, read: countSessions, none: null })
      for (const dialect of live ? dialects : [])
        this.set({ channel: channels[dialect].shownAs }, live?.get(dialect) ?? 0)
    },
  })
}

async function countSessions(): Promise<Map<DialectName, number>> {
  const rows = await prisma().$queryRaw<{ dialect: DialectName; live: number }[]>`
    SELECT "dialect", count(*)::int AS live FROM "Session"
    WHERE "revokedAt" IS NULL AND "expiresAt" > ${Prisma.raw(sqlNow)} GROUP BY 1`
  return new Map(rows.map(({ dialect, live }) => [dialect, live]))
}
