import { PgBoss } from 'pg-boss'
import { onDatabase } from '@/lib/testing/servers/on-database'
import type { PostgresServer } from '@/lib/testing/servers/postgres-server'
import { faultSize } from './fault-size'

/**
 * What servers do by themselves some 20 seconds after a fault, at once: the queue finds the jobs whose worker is gone, by
 * their heartbeat, and they are tried again. At full size the servers are left to it.
 */
export async function findLostJobs(postgres: PostgresServer): Promise<void> {
  if (faultSize.isFull) return
  const databaseUrl = Object.assign(new URL(postgres.url), { pathname: '/latchkey' }).href
  await change(databaseUrl, "UPDATE queue.job SET heartbeat_on = heartbeat_on - interval '1 minute'")
  await change(databaseUrl, 'UPDATE queue.queue SET monitor_on = NULL, monitor_claim_on = NULL')
  const settings = { migrate: false, supervise: false, schedule: false, useListenNotify: false }
  const queue = new PgBoss({ connectionString: databaseUrl, schema: 'queue', ...settings })
  queue.on('error', () => {})
  await queue.start()
  await queue.supervise()
  await queue.stop({ graceful: false })
  await change(databaseUrl, "UPDATE queue.job SET start_after = now() WHERE state = 'retry'")
}

function change(databaseUrl: string, statement: string): Promise<unknown> {
  return onDatabase(databaseUrl, (client) => client.query(statement))
}
