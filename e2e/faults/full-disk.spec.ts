import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { Channels } from '@/e2e/support/channels/channels'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { startServer } from '@/e2e/support/servers/server'

test.setTimeout(180_000)

const sizeMegabytes = 200
/** Its log goes to the same disk. */
const NODE_OPTIONS = `--import ${path.resolve('e2e/support/preloads/log-to-file.mjs')}`

test('R16: on a full disk existing data can still be read, and with space again everything works without a restart', async () => {
  const disk = mountSmallDisk()
  test.skip(disk === null, 'a small disk can be mounted only by root, on Linux')
  if (disk === null) return
  const dataFolder = path.join(disk, 'data')
  const template = process.env.LATCHKEY_TEMPLATE
  if (template) cpSync(template, dataFolder, { recursive: true })
  const LOG_FILE = path.join(disk, 'log')
  const server = await startServer({ dataFolder, env: { NODE_OPTIONS, LOG_FILE } })
  const channels = new Channels(server.url, new Mailbox(server.url))
  const person = channels.newPerson()
  expect((await channels.send('classic', 'register', person)).outcome).toBe('ok')
  const secret = await channels.signIn('classic', person)

  const ballast = fill(disk)
  const outcomes = new Set<string>()
  for (let attempts = 0; attempts < 300 && !outcomes.has('busy') && !outcomes.has('fault'); attempts++) {
    outcomes.add((await channels.send('rest', 'register', channels.newPerson())).outcome)
  }
  console.log(`on a full disk: ${[...outcomes]}`)
  expect(await channels.areLive([secret])).toEqual([true])
  rmSync(ballast)
  const again = async () => (await channels.send('classic', 'register', channels.newPerson())).outcome
  await expect.poll(again, { timeout: 15_000 }).toBe('ok')
  expect(await channels.areLive([secret])).toEqual([true])
  await expect
    .poll(() => linesAbout(LOG_FILE, '"path":"/api/classic/auth/register"').length)
    .toBeGreaterThanOrEqual(2)
  await server.stop()
  expect(linesAbout(LOG_FILE, '"event":"stopping"')).toHaveLength(1)
  execFileSync('umount', [disk])
})

function linesAbout(file: string, words: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes(words))
}

function mountSmallDisk(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMegabytes}m`, 'tmpfs', folder], { stdio: 'pipe' })
    return folder
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
}

function fill(disk: string): string {
  const ballast = path.join(disk, 'ballast')
  for (const bytes of [1024 * 1024, 4096]) {
    const block = new Uint8Array(bytes)
    try {
      for (;;) writeFileSync(ballast, block, { flag: 'a' })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    }
  }
  return ballast
}
