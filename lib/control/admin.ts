import { existsSync } from 'node:fs'
import path from 'node:path'
import nextEnv from '@next/env'
import { config } from '@/lib/config'
import { closeDatabase, openDatabase } from '@/lib/db/client'
import { askControl } from './ask-control'
import { answerControl, type ControlAnswer, type ControlRequest, controlRequest } from './protocol'

/**
 * `npm run admin -- grant|revoke|list <login>`: makes administrators, while the server runs or not. With the
 * embedded database a running server is asked; else the command opens the database itself. Exit code 0: done;
 * 1: refused or failed, and says why; 2: not understood.
 */
const usage = `usage: npm run admin -- grant <login>    make somebody an administrator
       npm run admin -- revoke <login>   make them an ordinary user again
       npm run admin -- list             name all administrators`

process.exitCode = await run(process.argv.slice(2))

async function run([verb, login, ...rest]: string[]): Promise<number> {
  const request = controlRequest.safeParse({ do: verb, login })
  if (!request.success || rest.length > 0) {
    console.error(usage)
    return 2
  }
  try {
    nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: console.error })
    return report(request.data, await ask(request.data))
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return 1
  }
}

async function ask(request: ControlRequest): Promise<ControlAnswer> {
  const { databaseUrl, dataFolder } = config()
  if (databaseUrl !== null) return await askDatabase(request, { url: databaseUrl })
  const answer = await askControl(dataFolder, request)
  if (answer) return answer
  if (!existsSync(path.join(dataFolder, 'db')))
    throw new Error(`There is no database in ${dataFolder} yet. Start the server once, or set DATA_DIR.`)
  return await askDatabase(request, { folder: dataFolder })
}

async function askDatabase(
  request: ControlRequest,
  source: Parameters<typeof openDatabase>[0],
): Promise<ControlAnswer> {
  await openDatabase(source)
  try {
    return await answerControl(request)
  } finally {
    await closeDatabase()
  }
}

function report(request: ControlRequest, answer: ControlAnswer): number {
  if (answer.kind === 'refused') {
    console.error(answer.code === 'login_unknown' ? 'There is no such account.' : `Refused: ${answer.code}`)
    return 1
  }
  console.log(answer.kind === 'admins' ? namesOf(answer.logins) : roleOf(request, answer))
  return 0
}

function namesOf(logins: readonly string[]): string {
  return logins.length === 0
    ? 'Nobody is an administrator yet: npm run admin -- grant <login>'
    : logins.join('\n')
}

function roleOf(request: ControlRequest, { login, changed }: { login: string; changed: boolean }): string {
  const now = request.do === 'grant' ? 'an administrator' : 'an ordinary user'
  return changed ? `${login} is now ${now}.` : `${login} was ${now} already.`
}
