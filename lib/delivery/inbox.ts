import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { config } from '@/lib/config'
import type { Delivery, Letter } from './letter'
import type { PushMessage } from './push'

const keptMails = 500

const inboxMail = z.object({
  kind: z.enum(['mail', 'push']).default('mail'),
  id: z.string(),
  /** An address; or for a push, the token it was sent to. */
  to: z.string(),
  subject: z.string(),
  /** None for a push. */
  html: z.string().nullable(),
  text: z.string(),
  sentAt: z.coerce.date(),
})

export type InboxMail = z.output<typeof inboxMail>

/**
 * The built-in mailbox: one file a message, readable by its owner only, because messages hold secrets that the
 * database must not. A repeated delivery overwrites its own file and no other.
 */
export async function sendToInbox({ id, to, subject, html, text }: Letter): Promise<Delivery> {
  return await keep({ kind: 'mail', id, to, subject, html, text })
}

/** The same for a push message, in place of the device. */
export async function sendPushToInbox({ id, token, title, body }: PushMessage): Promise<Delivery> {
  return await keep({ kind: 'push', id, to: token, subject: title, html: null, text: body })
}

async function keep(message: Omit<InboxMail, 'sentAt'>): Promise<Delivery> {
  const folder = inboxFolder()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = path.join(folder, `${message.id}.draft`)
  await writeFile(draft, JSON.stringify({ ...message, sentAt: new Date() }), { mode: 0o600 })
  await rename(draft, path.join(folder, `${message.id}.json`))
  return { sent: true }
}

/** The messages, newest first; the oldest beyond a few hundred are thrown away. */
export async function listInboxMails(): Promise<InboxMail[]> {
  const folder = inboxFolder()
  const names = await readdir(folder).catch(() => [])
  const read = await Promise.all(
    names.filter((name) => name.endsWith('.json')).map((name) => readMail(folder, name)),
  )
  const mails = read.filter((mail) => mail !== null).sort((a, b) => b.sentAt.getTime() - a.sentAt.getTime())
  const old = mails.splice(keptMails)
  await Promise.all(old.map(({ id }) => rm(path.join(folder, `${id}.json`), { force: true })))
  return mails
}

function inboxFolder(): string {
  return path.join(config().dataFolder, 'inbox')
}

async function readMail(folder: string, name: string): Promise<InboxMail | null> {
  const text = await readFile(path.join(folder, name), 'utf8').catch(() => null)
  return text === null ? null : inboxMail.parse(JSON.parse(text))
}
