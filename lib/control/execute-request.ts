import { existsSync } from 'node:fs'
import path from 'node:path'
import nextEnv from '@next/env'
import { config } from '@/lib/config'
import { type ControlAnswer, type ControlRequest, databaseFingerprint } from './protocol'
import { sendToServer } from './send-to-server'

/** Executes a command in the running server, whose log records it, or on the database itself if no server has it open. */
export async function executeRequest(request: ControlRequest): Promise<ControlAnswer> {
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: console.error })
  const { databaseUrl, dataFolder } = config()
  const answer = await sendToServer(dataFolder, request, databaseFingerprint(databaseUrl))
  const hasOtherDatabase = answer?.kind === 'refused' && answer.code === 'other_database'
  if (answer && !hasOtherDatabase) return answer
  if (databaseUrl !== null) return await executeHere(request, { url: databaseUrl })
  if (!existsSync(path.join(dataFolder, 'db')))
    throw new Error(`There is no database in ${dataFolder} yet. Start the server once, or set DATA_DIR.`)
  return await executeHere(request, { folder: dataFolder })
}

/** Imports are deferred: a running server answers without them. */
async function executeHere(
  request: ControlRequest,
  source: { url: string } | { folder: string },
): Promise<ControlAnswer> {
  const { logToStderr } = await import('@/lib/process/log')
  const { closeDatabase, openDatabase } = await import('@/lib/db/open-database')
  const { closeOutbox, openOutboxForCommand } = await import('@/lib/delivery/outbox')
  const { handleControlRequest } = await import('./handle-control-request')
  const isAboutMessages = request.do.includes('message')
  logToStderr()
  await openDatabase(source, 'only_check')
  try {
    if (isAboutMessages) await openOutboxForCommand()
    return await handleControlRequest(request)
  } finally {
    if (isAboutMessages) await closeOutbox()
    await closeDatabase()
  }
}
