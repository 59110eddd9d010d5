import { cp, mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as nextTick } from 'node:timers/promises'
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

test('R04: a copy made during writes opens with committed data, or the error says what to do', async () => {
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
    await nextTick()
  }
  await copied
  await pglite.close()
  release()
  await expect(openAndCount(path.dirname(copy))).resolves.toMatch(
    /^\d+ lines$|does not open: it is damaged\. Replace it/,
  )
})

test('R04: a damaged database is reported, with advice', async () => {
  const folder = await newFolder()
  const { pglite, release } = await openEmbedded(folder)
  await pglite.close()
  release()
  const log = path.join(folder, 'db', 'pg_wal')
  for (const name of (await readdir(log)).filter((entry) => /^[0-9A-F]{24}$/.test(entry)))
    await truncate(path.join(log, name))
  await truncate(path.join(folder, 'db', 'global', 'pg_control'))
  await expect(openAndCount(folder)).resolves.toContain(
    'does not open: it is damaged. Replace it with a backup',
  )
})

async function openAndCount(folder: string): Promise<string> {
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
