import { chmod, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startServer } from './server'

/**
 * Whatever the tests leave goes with one folder at the end. It gets an embedded database before all tests: a
 * server of a test starts on a copy of it, because making one anew takes PGlite seconds; what is tested is never kept
 * in it.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-'))
  // As root, PostgreSQL runs as a user of its own, who has to get in.
  await chmod(folder, 0o755)
  // What `tmpdir` gives from now on, here and in the workers.
  process.env.TMPDIR = folder
  const server = await startServer()
  await server.stop()
  const template = path.join(folder, 'template')
  await cp(path.join(server.dataFolder, 'db'), path.join(template, 'db'), { recursive: true })
  process.env.LATCHKEY_TEMPLATE = template
  return () => rm(folder, { recursive: true, force: true })
}
