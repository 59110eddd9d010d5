import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
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
  const started = performance.now()
  const releaseAgain = await lockFolder(folder)
  expect(performance.now() - started).toBeLessThan(5_000)
  releaseAgain()
})

test('a lock from another machine holds while it is touched, and is replaced otherwise', async () => {
  lockFromElsewhere()
  let touches = 0
  const touching = setInterval(() => utimesSync(file(), new Date(), new Date(++touches * 1_000)), 100)
  await expect(lockFolder(folder)).rejects.toThrow('is in use by process 1 (started then)')
  clearInterval(touching)
  const releaseAgain = await lockFolder(folder)
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ pid: process.pid })
  releaseAgain()
})
