import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findProcessWide, setProcessWide } from '@/lib/process/process-wide'
import { catchLog, type LogLine } from '@/lib/testing/catch-log'
import { useTestConfig } from '@/lib/testing/test-config'
import { databaseFingerprint } from './protocol'
import { sendToServer } from './send-to-server'
import { closeControl, openControl } from './serve-control'

let folder: string
beforeEach(() => {
  useTestConfig()
  folder = mkdtempSync(path.join(tmpdir(), 'latchkey-control-'))
})
afterEach(async () => {
  await closeControl()
  rmSync(folder, { recursive: true })
})

const socketPath = () => path.join(folder, 'control.sock')
// No database is open in this test, so every valid request is answered with a server fault.
const answers = { kind: 'refused', code: 'server_fault' }

test('only the owner can open the socket, and closing removes it', async () => {
  await openControl(folder)
  expect(statSync(socketPath()).mode & 0o777).toBe(0o600)
  expect(await sendToServer(folder, { do: 'list' })).toEqual(answers)
  await closeControl()
  expect(existsSync(socketPath())).toBe(false)
  expect(await sendToServer(folder, { do: 'list' })).toBeNull()
})

test('the socket of a killed server is replaced', async () => {
  writeFileSync(socketPath(), '')
  expect(await sendToServer(folder, { do: 'list' })).toBeNull()
  await openControl(folder)
  expect(await sendToServer(folder, { do: 'list' })).toEqual(answers)
})

test('a request for another database is refused; one without a database is answered', async () => {
  useTestConfig({ DATABASE_URL: 'postgresql://here/one' })
  await openControl(folder)
  const ask = (url: string | null) => sendToServer(folder, { do: 'list' }, databaseFingerprint(url))
  expect(await ask('postgresql://here/one')).toEqual(answers)
  expect(await ask(null)).toEqual(answers)
  expect(await ask('postgresql://here/other')).toEqual({ kind: 'refused', code: 'other_database' })
})

test('a second server leaves the channel to the first and takes over when it ends', async () => {
  const lines: LogLine[] = []
  const release = catchLog(lines)
  const deep = path.join(folder, 'made', 'here')
  await openControl(deep)
  const first = findProcessWide<Server>('control')
  setProcessWide('control', undefined)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await openControl(deep)
  expect(findProcessWide('control')).toBeNull()
  expect(lines).toEqual([])
  expect(await sendToServer(deep, { do: 'list' })).toEqual(answers)
  await new Promise((resolve) => first?.close(resolve))
  expect(await sendToServer(deep, { do: 'list' })).toBeNull()
  vi.advanceTimersByTime(10_000)
  vi.useRealTimers()
  await vi.waitFor(async () => expect(await sendToServer(deep, { do: 'list' })).toEqual(answers), 60_000)
  release()
})

test('concurrent requests are answered', async () => {
  await openControl(folder)
  const asked = Array.from({ length: 20 }, () => sendToServer(folder, { do: 'grant', login: 'toto' }))
  expect(await Promise.all(asked)).toEqual(asked.map(() => answers))
})

test('a server that closes the connection is reported', async () => {
  const mute = createServer((socket) => socket.resume().end())
  await new Promise<void>((resolve) => mute.listen(socketPath(), resolve))
  await expect(sendToServer(folder, { do: 'list' })).rejects.toThrow('stopped before it answered')
  await new Promise((resolve) => mute.close(resolve))
})

test('a path that is too long for a socket opens no channel, also not elsewhere', async () => {
  const deep = path.join(folder, 'x'.repeat(120))
  mkdirSync(deep)
  await openControl(deep)
  expect(readdirSync(deep)).toEqual([])
  expect(readdirSync(folder)).toHaveLength(1)
  expect(await sendToServer(deep, { do: 'list' })).toBeNull()
})
