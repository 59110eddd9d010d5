import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { lockFolder } from './folder-lock'

/**
 * Creates a database in a temporary folder and renames it: PGlite cannot open one whose creation was interrupted. It runs
 * without fsync: data survives a process crash, but not always a machine crash.
 */
export async function openEmbedded(folder: string | null): Promise<{ pglite: PGlite; release: () => void }> {
  if (folder === null) return { pglite: await PGlite.create(), release: () => {} }
  const release = await lockFolder(folder)
  try {
    const databaseFolder = path.join(folder, 'db')
    if (!existsSync(databaseFolder)) await createDatabase(folder, databaseFolder)
    return { pglite: await openFolder(databaseFolder), release }
  } catch (error) {
    release()
    throw error
  }
}

async function openFolder(folder: string): Promise<PGlite> {
  try {
    return await PGlite.create(folder)
  } catch (cause) {
    const advice = 'Replace it with a backup that was made while no server was running.'
    throw new Error(`The database in ${folder} does not open: it is damaged. ${advice}`, { cause })
  }
}

async function createDatabase(folder: string, target: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('db.new.')) rmSync(path.join(folder, name), { recursive: true })
  }
  const draft = path.join(folder, `db.new.${process.pid}`)
  mkdirSync(draft, { mode: 0o700 })
  const pglite = await PGlite.create(draft)
  await pglite.close()
  renameSync(draft, target)
}
