import { cp, mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as turnOfOthers } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { openEmbedded } from './embedded'

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true })
})

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-embedded-'))
  folders.push(folder)
  return folder
}

test('R04: a copy that was made while it was written opens with what was committed, or says what to do', {
  timeout: 120_000,
}, async () => {
  const folder = await newFolder()
  const { pglite, release } = await openEmbedded(folder)
  await pglite.query('CREATE TABLE line (number int)')
  const copy = path.join(await newFolder(), 'db')
  let isCopied = false
  const copied = cp(path.join(folder, 'db'), copy, { recursive: true }).then(() => {
    isCopied = true
  })
  for (let number = 0; !isCopied; number++) {
    await pglite.query('INSERT INTO line VALUES ($1)', [number])
    await turnOfOthers()
  }
  await copied
  await pglite.close()
  release()
  await expect(linesIn(path.dirname(copy))).resolves.toMatch(
    /^\d+ lines$|does not open: it is damaged\. Put a backup/,
  )
})

test('R04: a database that lost a part says so, and what to do', { timeout: 120_000 }, async () => {
  const folder = await newFolder()
  const { pglite, release } = await openEmbedded(folder)
  await pglite.close()
  release()
  const log = path.join(folder, 'db', 'pg_wal')
  for (const name of (await readdir(log)).filter((entry) => /^[0-9A-F]{24}$/.test(entry)))
    await truncate(path.join(log, name))
  await truncate(path.join(folder, 'db', 'global', 'pg_control'))
  await expect(linesIn(folder)).resolves.toContain(
    'does not open: it is damaged. Put a backup of it in its place',
  )
})

async function linesIn(folder: string): Promise<string> {
  try {
    const { pglite, release } = await openEmbedded(folder)
    const { rows } = await pglite.query<{ lines: number }>('SELECT count(*)::int AS lines FROM line')
    await pglite.close()
    release()
    return `${rows[0]?.lines} lines`
  } catch (error) {
    return String(error)
  }
}
