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
const elsewhere = () =>
  writeFileSync(file(), JSON.stringify({ pid: 1, startedAt: 'then', place: 'another container' }))

test('a folder is taken once, and again when it was released', async () => {
  const release = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow(`is in use by process ${process.pid} (started `)
  release()
  expect(existsSync(file())).toBe(false)
  const again = await lockFolder(folder)
  again()
})

test('the lock of a process here that is gone is replaced at once', async () => {
  const release = await lockFolder(folder)
  const { startedAt, place } = JSON.parse(readFileSync(file(), 'utf8'))
  release()
  writeFileSync(file(), JSON.stringify({ pid: 2 ** 22 + 1, startedAt, place }))
  const begun = performance.now()
  const taken = await lockFolder(folder)
  expect(performance.now() - begun).toBeLessThan(5_000)
  taken()
})

test('of a process elsewhere the lock that is touched holds, and one that is not is replaced', async () => {
  elsewhere()
  let touches = 0
  const touching = setInterval(() => utimesSync(file(), new Date(), new Date(++touches * 1_000)), 100)
  await expect(lockFolder(folder)).rejects.toThrow('is in use by process 1 (started then)')
  clearInterval(touching)
  const taken = await lockFolder(folder)
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ pid: process.pid })
  taken()
})
