import { Gauge, type Registry } from 'prom-client'
import { prisma } from '@/lib/db/client'
import { cacheValue } from '@/lib/process/cache-value'
import { queues } from './outbox'

/** Minimum time between two reads, however often metrics are requested. */
const maxAgeMillis = 5_000

const states = ['created', 'retry', 'active', 'completed', 'failed', 'cancelled'] as const

interface Depth {
  readonly queue: string
  /** Null for an empty queue. */
  readonly state: (typeof states)[number] | null
  readonly jobs: number
  /** Age of the oldest job in this state. */
  readonly seconds: number | null
}

/** Adds queue metrics; all servers report the same values. Without a database there are no samples. */
export function measureQueue(registry: Registry): void {
  const registers = [registry]
  new Gauge({
    name: 'latchkey_queue_jobs',
    help: 'Jobs by queue and state: created and retry are waiting, active are running; all jobs of undeliverable are dead letters.',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      this.reset()
      for (const { queue, state, jobs } of await queueDepths()) {
        for (const name of states) this.inc({ queue, state: name }, name === state ? jobs : 0)
      }
    },
  })
  new Gauge({
    name: 'latchkey_queue_oldest_waiting_seconds',
    help: 'Age of the oldest waiting job by queue; 0 if none waits.',
    labelNames: ['queue'],
    registers,
    async collect() {
      this.reset()
      for (const [queue, seconds] of oldestWaiting(await queueDepths())) this.set({ queue }, seconds)
    },
  })
}

function oldestWaiting(depths: readonly Depth[]): Map<string, number> {
  const oldest = new Map<string, number>()
  for (const { queue, state, seconds } of depths) {
    const waits = queue !== queues.undeliverable && (state === 'created' || state === 'retry')
    oldest.set(queue, Math.max(oldest.get(queue) ?? 0, waits ? (seconds ?? 0) : 0))
  }
  return oldest
}

function queueDepths(): Promise<readonly Depth[]> {
  return cacheValue('queue-depths', { maxAgeMillis, read: readDepths, fallback: [] })
}

async function readDepths(): Promise<readonly Depth[]> {
  return await prisma().$queryRaw<Depth[]>`
    SELECT q.name AS queue, j.state::text AS state, count(j.id)::int AS jobs,
      extract(epoch FROM now() - min(j.created_on))::float8 AS seconds
    FROM queue.queue q LEFT JOIN queue.job j ON j.name = q.name
    WHERE q.name NOT LIKE '\\_\\_pgboss%'
    GROUP BY q.name, j.state`
}
