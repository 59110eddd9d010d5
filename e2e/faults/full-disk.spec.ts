import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { Doors } from '@/e2e/support/doors'
import { Mailbox } from '@/e2e/support/mailbox'
import { startServer } from '@/e2e/support/server'

test.setTimeout(180_000)

const sizeMegabytes = 200

test('R16: on a full disk what is there can still be read, and with room again it all works, without a restart', async () => {
  const disk = mountSmallDisk()
  test.skip(disk === null, 'a small disk can be mounted only by root, on Linux')
  if (disk === null) return
  const dataFolder = path.join(disk, 'data')
  const template = process.env.LATCHKEY_TEMPLATE
  if (template) cpSync(template, dataFolder, { recursive: true })
  const server = await startServer({ dataFolder })
  const doors = new Doors(server.url, new Mailbox(server.url))
  const person = doors.somebody()
  expect((await doors.do('classic', 'register', person)).meaning).toBe('ok')
  const secret = await doors.signIn('classic', person)

  const ballast = fill(disk)
  const told = new Set<string>()
  for (let tries = 0; tries < 300 && !told.has('busy') && !told.has('fault'); tries++) {
    told.add((await doors.do('rest', 'register', doors.somebody())).meaning)
  }
  console.log(`on a full disk: ${[...told]}`)
  expect(await doors.live([secret])).toEqual([true])
  rmSync(ballast)
  const again = async () => (await doors.do('classic', 'register', doors.somebody())).meaning
  await expect.poll(again, { timeout: 15_000 }).toBe('ok')
  expect(await doors.live([secret])).toEqual([true])
  await server.stop()
  execFileSync('umount', [disk])
})

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

/** Takes all the room there is. */
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
