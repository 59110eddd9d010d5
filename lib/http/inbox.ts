import { headers } from 'next/headers'
import { config } from '@/lib/config'
import { type InboxMail, listInboxMails } from '@/lib/delivery/inbox'
import { isLocal } from './peer'

/** Whether the built-in inbox answers this request: it is the transport, and the machine itself is asking. */
export async function isInboxOpen(requestHeaders?: Headers): Promise<boolean> {
  return config().mailTransport === 'inbox' && isLocal(requestHeaders ?? (await headers()))
}

/** The mails in it, newest first. */
export function listInbox(): Promise<InboxMail[]> {
  return listInboxMails()
}

/** `/inbox.json`: the same for programs. `?to=` keeps the mails to one address. */
export async function inboxJson(request: Request): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  if (!(await isInboxOpen(request.headers)))
    return Response.json({ error: 'not found' }, { status: 404, headers })
  const to = new URL(request.url).searchParams.get('to')
  const mails = await listInbox()
  return Response.json({ mails: mails.filter((mail) => to === null || mail.to === to) }, { headers })
}
