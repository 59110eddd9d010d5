import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'

/**
 * An empty database in memory. The first of a run is made, in seconds, and stored in the run's own folder; the others
 * are copies of it.
 */
export async function emptyPglite(): Promise<PGlite> {
  const file = path.join(tmpdir(), 'empty-pglite.tar')
  if (!existsSync(file)) await store(file)
  return await PGlite.create({ loadDataDir: new Blob([readFileSync(file)]) })
}

async function store(file: string): Promise<void> {
  const pglite = await PGlite.create()
  const dump = await pglite.dumpDataDir('none')
  await pglite.close()
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, Buffer.from(await dump.arrayBuffer()))
  renameSync(draft, file)
}
