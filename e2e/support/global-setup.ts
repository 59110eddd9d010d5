import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startServer } from './server'

/**
 * Makes one embedded database before all tests. A server of a test starts on a copy of it, because making one
 * anew takes PGlite seconds; what is tested is never kept in it.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const template = await mkdtemp(path.join(tmpdir(), 'latchkey-template-'))
  const server = await startServer()
  await server.stop()
  await cp(path.join(server.dataFolder, 'db'), path.join(template, 'db'), { recursive: true })
  process.env.LATCHKEY_TEMPLATE = template
  return () => rm(template, { recursive: true, force: true })
}
