import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { collectDefaultMetrics, Gauge } from 'prom-client'
import { openAccountCounters } from '@/lib/account/count-outcomes'
import { measureSessions } from '@/lib/account/operations/operator/measure-sessions'
import { connections } from '@/lib/db/client'
import { openDeliveryCounters } from '@/lib/delivery/count-deliveries'
import { measureQueue } from '@/lib/delivery/measure-queue'
import { hashingLoad } from '@/lib/passwords/hash-password'
import { registry } from '@/lib/process/metrics'
import { startRequestMetrics } from './steps/measure-request'

// Gauges that the library names like counters. It also exposes them by type (`nodejs_active_handles`, …).
const misnamedGauges = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
]

export function measureServer(): void {
  collectDefaultMetrics({ register: registry() })
  for (const name of misnamedGauges) registry().removeSingleMetric(name)
  exposeBuildInfo()
  openAccountCounters()
  openDeliveryCounters()
  startRequestMetrics(registry())
  measureQueue(registry())
  measureSessions(registry())
  measureLoad()
}

function exposeBuildInfo(): void {
  const { version } = JSON.parse(readFileSync(path.resolve('package.json'), 'utf8'))
  const file = path.resolve('.next/BUILD_ID')
  const build = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  new Gauge({
    name: 'latchkey_build_info',
    help: 'Always 1. Labels: the running release, its build and the Node version.',
    labelNames: ['version', 'build', 'node'],
    registers: [registry()],
  }).set({ version, build, node: process.version }, 1)
}

function measureLoad(): void {
  const registers = [registry()]
  new Gauge({
    name: 'latchkey_hash_jobs',
    help: 'Passwords being hashed or compared (running), and those waiting for a thread (waiting).',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, jobs] of Object.entries(hashingLoad())) this.set({ state }, jobs)
    },
  })
  new Gauge({
    name: 'latchkey_database_connections',
    help: 'Connections to PostgreSQL: busy, idle, and requests waiting for one. None when embedded.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(connections())) this.set({ state }, count)
    },
  })
}
