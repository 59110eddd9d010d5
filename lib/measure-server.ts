import { collectDefaultMetrics, Gauge } from 'prom-client'
import { connections } from '@/lib/db/client'
import { measureQueue } from '@/lib/delivery/measure-queue'
import { measureRequests } from '@/lib/http/measure-requests'
import { registry } from '@/lib/metrics'
import { hashingLoad } from '@/lib/passwords/hash-password'

/** Starts to measure this process, for `/api/metrics`. Most is read only when somebody asks. */
export function measureServer(): void {
  const registers = [registry()]
  collectDefaultMetrics({ register: registry() })
  measureRequests(registry())
  measureQueue(registry())
  new Gauge({
    name: 'latchkey_hash_jobs',
    help: 'Passwords being hashed or compared (running), and those that wait for a thread.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, jobs] of Object.entries(hashingLoad())) this.set({ state }, jobs)
    },
  })
  new Gauge({
    name: 'latchkey_database_connections',
    help: 'Connections to PostgreSQL: busy, idle, and requests that wait for one. None when embedded.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(connections())) this.set({ state }, count)
    },
  })
}
