import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { config } from '@/lib/config'
import type { Delivery, OutgoingMail } from '@/lib/delivery/mail/mail-transport'
import type { PushMessage } from '@/lib/delivery/push/push-message'
import { findProcessWide, processWide, setProcessWide } from '@/lib/process/process-wide'
import { changeCount, isInboxClosed, notifyChange, waitForChange } from './inbox-changes'

const maxInboxMails = 500

const inboxMail = z.object({
  kind: z.enum(['mail', 'push']).default('mail'),
  id: z.string(),
  /** An email address, or a push token. */
  to: z.string(),
  subject: z.string(),
  /** Null for push messages. */
  html: z.string().nullable(),
  text: z.string(),
  sentAt: z.coerce.date(),
})

export type InboxMail = z.output<typeof inboxMail>

/** One file per message, readable only by its owner: messages hold secrets. A repeated delivery overwrites it. */
export async function sendToInbox({ id, to, subject, html, text }: OutgoingMail): Promise<Delivery> {
  return await store({ kind: 'mail', id, to, subject, html, text })
}

export async function sendPushToInbox({ id, token, title, body }: PushMessage): Promise<Delivery> {
  return await store({ kind: 'push', id, to: token, subject: title, html: null, text: body })
}

/** Newest first; deletes the oldest above the limit. Concurrent calls share one read; unchanged files are cached. */
export function listInboxMails(): Promise<InboxMail[]> {
  const changes = changeCount()
  const kept = findProcessWide<Reading>('inbox-reading')
  if (kept?.changes === changes) return kept.mails
  const mails = readInbox().finally(() => setProcessWide('inbox-reading', undefined))
  setProcessWide('inbox-reading', { changes, mails })
  return mails
}

/** Waits for matching messages, newest first. Returns none after the timeout or when the caller aborts. */
export async function awaitInboxMails(
  matches: (mail: InboxMail) => boolean,
  { waitMillis, signal }: { waitMillis: number; signal: AbortSignal },
): Promise<InboxMail[]> {
  const deadline = performance.now() + waitMillis
  for (;;) {
    const countBefore = changeCount()
    const found = (await listInboxMails()).filter(matches)
    const left = deadline - performance.now()
    if (found.length > 0 || left <= 0 || signal.aborted || isInboxClosed()) return found
    await waitForChange(inboxFolder(), countBefore, { waitMillis: left, signal })
  }
}

/** One write at a time, so that a reader who asks for messages after the newest known one misses none. */
function store(message: Omit<InboxMail, 'sentAt'>): Promise<Delivery> {
  const queue = processWide('inbox-turn', () => ({ last: Promise.resolve<unknown>(null) }))
  const kept = queue.last.then(() => write(message))
  queue.last = kept.catch(() => {})
  return kept
}

async function write(message: Omit<InboxMail, 'sentAt'>): Promise<Delivery> {
  const folder = inboxFolder()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = path.join(folder, `${message.id}.draft`)
  await writeFile(temporary, JSON.stringify({ ...message, sentAt: nextTimestamp() }), { mode: 0o600 })
  await rename(temporary, path.join(folder, `${message.id}.json`))
  notifyChange()
  return { sent: true }
}

/** Unique, so that messages have a strict order. */
function nextTimestamp(): Date {
  const clock = processWide('inbox-clock', () => ({ last: 0 }))
  clock.last = Math.max(Date.now(), clock.last + 1)
  return new Date(clock.last)
}

interface Reading {
  readonly changes: number
  readonly mails: Promise<InboxMail[]>
}

type KnownFiles = Map<string, { readonly writtenAt: number; readonly mail: InboxMail }>

async function readInbox(): Promise<InboxMail[]> {
  const folder = inboxFolder()
  const names = await readdir(folder).catch(() => [])
  const known = processWide<KnownFiles>('inbox-files', () => new Map())
  const read = await Promise.all(
    names.filter((name) => name.endsWith('.json')).map((name) => readMail(folder, name, known)),
  )
  const existing = new Set(names.map((name) => path.join(folder, name)))
  for (const file of known.keys()) if (!existing.has(file)) known.delete(file)
  const mails = read.filter((mail) => mail !== null).sort((a, b) => b.sentAt.getTime() - a.sentAt.getTime())
  const old = mails.splice(maxInboxMails)
  await Promise.all(old.map(({ id }) => rm(path.join(folder, `${id}.json`), { force: true })))
  return mails
}

async function readMail(folder: string, name: string, known: KnownFiles): Promise<InboxMail | null> {
  const file = path.join(folder, name)
  try {
    const { mtimeMs: writtenAt } = await stat(file)
    const kept = known.get(file)
    if (kept?.writtenAt === writtenAt) return kept.mail
    const mail = inboxMail.parse(JSON.parse(await readFile(file, 'utf8')))
    known.set(file, { writtenAt, mail })
    return mail
  } catch (error) {
    // Another process may have deleted it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function inboxFolder(): string {
  return path.join(config().dataFolder, 'inbox')
}
