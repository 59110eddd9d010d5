import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { config } from '@/lib/config'
import type { Delivery, Letter } from './letter'

const keptMails = 500

const inboxMail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  sentAt: z.coerce.date(),
})

export type InboxMail = z.output<typeof inboxMail>

/**
 * The built-in mailbox: one file a mail, readable by its owner only, because mails hold secrets that the
 * database must not. A repeated delivery overwrites its own file and no other.
 */
export async function sendToInbox({ id, to, subject, html, text }: Letter): Promise<Delivery> {
  const folder = inboxFolder()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = path.join(folder, `${id}.draft`)
  await writeFile(draft, JSON.stringify({ id, to, subject, html, text, sentAt: new Date() }), { mode: 0o600 })
  await rename(draft, path.join(folder, `${id}.json`))
  return { sent: true }
}

/** The mails, newest first; the oldest beyond a few hundred are thrown away. */
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
