import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { config } from '@/lib/config'
import { setProcessWide } from '@/lib/process/process-wide'
import { cpuMillis } from '@/lib/testing/cpu-millis'
import { awaitInboxMails, type InboxMail, listInboxMails, sendToInbox } from './inbox'
import { endInboxWaits } from './inbox-changes'

const previousConfig = config()
const dataFolder = mkdtempSync(path.join(tmpdir(), 'latchkey-inbox-'))

beforeAll(() => setProcessWide('config', { ...previousConfig, dataFolder }))
beforeEach(() => setProcessWide('inbox-changes', undefined))
afterAll(async () => {
  setProcessWide('config', previousConfig)
  await rm(dataFolder, { recursive: true })
})

const newAddress = () => `${randomUUID()}@x.test`
const longWait = () => ({ waitMillis: 600_000, signal: new AbortController().signal })
const isTo = (to: string) => (mail: InboxMail) => mail.to === to

function send(to: string, id = randomUUID()) {
  return sendToInbox({ id, from: 'a@x.test', to, subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' })
}

test('many concurrent waits each get their message when it arrives', async () => {
  await send(newAddress())
  const addresses = Array.from({ length: 300 }, newAddress)
  const waits = addresses.map((to) => awaitInboxMails(isTo(to), longWait()))
  const millis = await cpuMillis(async () => {
    for (const to of addresses.slice(0, 100)) await send(to)
    const found = await Promise.all(waits.slice(0, 100))
    expect(found.map(([mail]) => mail?.to)).toEqual(addresses.slice(0, 100))
  })
  expect(millis).toBeLessThan(15_000)
  endInboxWaits()
  expect((await Promise.all(waits.slice(100))).flat()).toEqual([])
})

test('a wait ends at its timeout, when the caller aborts, and when the server stops', async () => {
  const matches = isTo(newAddress())
  expect(await awaitInboxMails(matches, { ...longWait(), waitMillis: 30 })).toEqual([])
  const gone = new AbortController()
  const abandoned = awaitInboxMails(matches, { ...longWait(), signal: gone.signal })
  const stopped = awaitInboxMails(matches, longWait())
  gone.abort()
  expect(await abandoned).toEqual([])
  endInboxWaits()
  expect(await stopped).toEqual([])
  expect(await awaitInboxMails(matches, longWait())).toEqual([])
})

test('a message written by another process is found', async () => {
  const to = newAddress()
  await send(newAddress())
  const waiting = awaitInboxMails(isTo(to), longWait())
  const mail = { id: randomUUID(), to, subject: 'Hello', html: null, text: 'Hello', sentAt: new Date() }
  const draft = path.join(dataFolder, 'inbox', 'other.draft')
  await writeFile(draft, JSON.stringify(mail))
  await rename(draft, path.join(dataFolder, 'inbox', `${mail.id}.json`))
  expect(await waiting).toMatchObject([{ to, kind: 'mail' }])
})

test('no two messages have the same time, and the newest comes first', async () => {
  const to = newAddress()
  await Promise.all(Array.from({ length: 20 }, () => send(to)))
  const moments = (await listInboxMails()).filter(isTo(to)).map(({ sentAt }) => sentAt.getTime())
  expect(new Set(moments).size).toBe(20)
  expect(moments).toEqual(moments.toSorted((a, b) => b - a))
})

test('a repeated delivery replaces the message', async () => {
  const [to, id] = [newAddress(), randomUUID()]
  await send(to, id)
  const [first] = (await listInboxMails()).filter(isTo(to))
  await send(to, id)
  const mails = (await listInboxMails()).filter(isTo(to))
  expect(mails).toHaveLength(1)
  expect(mails[0]?.sentAt.getTime()).toBeGreaterThan(first?.sentAt.getTime() ?? Number.POSITIVE_INFINITY)
})
