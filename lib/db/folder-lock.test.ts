import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { lockFolder } from './folder-lock'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'latchkey-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = () => path.join(folder, 'lock')
const lockFromElsewhere = () =>
  writeFileSync(file(), JSON.stringify({ pid: 1, startedAt: 'then', place: 'another container' }))

test('a folder can be locked once, and again after its release', async () => {
  const release = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow(`is in use by process ${process.pid} (started `)
  release()
  expect(existsSync(file())).toBe(false)
  const again = await lockFolder(folder)
  again()
})

test('the lock of a dead process on this machine is replaced at once', async () => {
  const release = await lockFolder(folder)
  const { startedAt, place } = JSON.parse(readFileSync(file(), 'utf8'))
  release()
  writeFileSync(file(), JSON.stringify({ pid: 2 ** 22 + 1, startedAt, place }))
  const { watch, passed } = watchWhile(() => {})
  const releaseAgain = await lockFolder(folder, watch)
  expect(passed()).toBe(0)
  releaseAgain()
})

/** A clock that moves on only when it is waited for. */
function watchWhile(happening: (now: number) => void) {
  let now = 0
  const watch = {
    now: () => now,
    async wait(millis: number) {
      now += millis
      happening(now)
    },
  }
  return { watch, passed: () => now }
}
const touch = (moment: number) => utimesSync(file(), new Date(), new Date(moment))

test('a lock from another machine holds when it is touched within 15 seconds', async () => {
  lockFromElsewhere()
  const { watch, passed } = watchWhile((now) => now === 14_500 && touch(now))
  await expect(lockFolder(folder, watch)).rejects.toThrow('is in use by process 1 (started then)')
  expect(passed()).toBe(14_500)
})

test('a lock from another machine is replaced when it is not touched for 15 seconds, and not earlier', async () => {
  lockFromElsewhere()
  touch(1_000)
  const { watch, passed } = watchWhile(() =>
    expect(readFileSync(file(), 'utf8')).toContain('another container'),
  )
  const releaseAgain = await lockFolder(folder, watch)
  expect(passed()).toBe(15_000)
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ pid: process.pid })
  releaseAgain()
})

test('a held lock is touched several times in 15 seconds', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const release = await lockFolder(folder)
  for (let nth = 0; nth < 3; nth++) {
    touch(0)
    vi.advanceTimersByTime(5_000)
    expect(statSync(file()).mtimeMs).toBeGreaterThan(0)
  }
  release()
  vi.useRealTimers()
})
