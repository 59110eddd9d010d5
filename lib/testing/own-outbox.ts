import { inject } from 'vitest'
import { database } from '@/lib/db/client'
import { closeDatabase, openDatabase } from '@/lib/db/open-database'
import { boss, closeOutbox, openOutbox } from '@/lib/delivery/outbox'
import { startWorkers } from '@/lib/delivery/start-workers'
import { processWide, setProcessWide } from '@/lib/process/process-wide'
import { onDatabase } from './servers/on-database'
import { useTestConfig as configure } from './test-config'

/** Opens a separate database and outbox, because other tests need the common one. Returns a function that restores it. */
export async function openOwnOutbox(env: Record<string, string> = {}): Promise<() => Promise<void>> {
  const common = {
    database: database(),
    outbox: boss(),
    config: processWide('config', () => null),
    resend: undefined,
  }
  configure(env)
  await openDatabase(await ownDatabase())
  await openOutbox()
  return async () => {
    await closeOutbox()
    await closeDatabase()
    for (const [name, value] of Object.entries(common)) setProcessWide(name, value)
  }
}

/** Starts its workers. A request with `fails` throws. */
export async function workOwnOutbox(): Promise<void> {
  const answerRequest = async (request: unknown) => {
    if (Object(request).fails) throw new Error('cannot be answered')
  }
  await startWorkers({ answerRequest, sweep: async () => {}, isServing: () => false })
}

async function ownDatabase(): Promise<{ url: string } | { folder: null }> {
  const url: string | undefined = inject('postgresUrl')
  if (!url) return { folder: null }
  const name = `own_${crypto.randomUUID().replaceAll('-', '')}`
  await onDatabase(url, (client) => client.query(`CREATE DATABASE ${name}`))
  return { url: Object.assign(new URL(url), { pathname: `/${name}` }).href }
}
