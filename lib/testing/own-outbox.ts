import { inject } from 'vitest'
import { database } from '@/lib/db/client'
import { closeDatabase, openDatabase } from '@/lib/db/open-database'
import { boss, closeOutbox, openOutbox } from '@/lib/delivery/outbox'
import { startWorkers } from '@/lib/delivery/start-workers'
import { processWide, setProcessWide } from '@/lib/process/process-wide'
import { onDatabase } from './servers/on-database'
import { useTestConfig as configure } from './test-config'

/**
 * Gives a test file a database and a worked outbox of its own, of its project's kind, because the common one's
 * messages have to stay where other tests look for them.
 *
 * @returns puts everything back
 */
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

/** Works it, as a server does that nobody asks anything. A request that says `fails` cannot be answered. */
export async function workOwnOutbox(): Promise<void> {
  const answerRequest = async (request: unknown) => {
    if (Object(request).fails) throw new Error('it cannot be answered')
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
