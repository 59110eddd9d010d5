import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { lockFolder } from './folder-lock'

/**
 * Opens PGlite, PostgreSQL inside the process, on `folder/db`; in memory when `folder` is null.
 *
 * A database is made in a folder beside and renamed when it is whole, because a kill during PGlite's first
 * start leaves one that never opens again. PGlite runs without fsync: it survives the death of the process,
 * not of the machine.
 *
 * @throws Error when another process has the folder open, or what is in it is no whole database
 */
export async function openEmbedded(folder: string | null): Promise<{ pglite: PGlite; release: () => void }> {
  if (folder === null) return { pglite: await PGlite.create(), release: () => {} }
  const release = await lockFolder(folder)
  try {
    const home = path.join(folder, 'db')
    if (!existsSync(home)) await initialise(folder, home)
    return { pglite: await openHome(home), release }
  } catch (error) {
    release()
    throw error
  }
}

async function openHome(home: string): Promise<PGlite> {
  try {
    return await PGlite.create(home)
  } catch (cause) {
    const advice = 'Put a backup of it in its place, one that was made while no server ran.'
    throw new Error(`The database in ${home} does not open: it is damaged. ${advice}`, { cause })
  }
}

async function initialise(folder: string, home: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('db.new.')) rmSync(path.join(folder, name), { recursive: true })
  }
  const draft = path.join(folder, `db.new.${process.pid}`)
  mkdirSync(draft, { mode: 0o700 })
  const pglite = await PGlite.create(draft)
  await pglite.close()
  renameSync(draft, home)
}
