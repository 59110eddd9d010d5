import { existsSync } from 'node:fs'
import path from 'node:path'
import nextEnv from '@next/env'
import { config } from '@/lib/config'
import { askControl } from './ask-control'
import type { ControlAnswer, ControlRequest } from './protocol'

/**
 * Asks what a command was told to, while the server runs or not. With the embedded database a running server is
 * asked; else the database is opened here.
 *
 * @throws Error that says what stands in the way
 */
export async function askLatchkey(request: ControlRequest): Promise<ControlAnswer> {
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: console.error })
  const { databaseUrl, dataFolder } = config()
  if (databaseUrl !== null) return await askDatabase(request, { url: databaseUrl })
  const answer = await askControl(dataFolder, request)
  if (answer) return answer
  if (!existsSync(path.join(dataFolder, 'db')))
    throw new Error(`There is no database in ${dataFolder} yet. Start the server once, or set DATA_DIR.`)
  return await askDatabase(request, { folder: dataFolder })
}

/** What is needed for it is read only here: a running server that is asked answers long before. */
async function askDatabase(
  request: ControlRequest,
  source: { url: string } | { folder: string },
): Promise<ControlAnswer> {
  const { closeDatabase, openDatabase } = await import('@/lib/db/client')
  const { closeOutbox, openOutbox } = await import('@/lib/delivery/outbox')
  const { answerControl } = await import('./answer-control')
  const isAboutMessages = request.do.includes('message')
  await openDatabase(source)
  try {
    if (isAboutMessages) await openOutbox()
    return await answerControl(request)
  } finally {
    if (isAboutMessages) await closeOutbox()
    await closeDatabase()
  }
}
