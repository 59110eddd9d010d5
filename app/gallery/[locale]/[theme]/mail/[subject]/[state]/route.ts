import { findLook } from '@/app/gallery/address'
import { mailInTheme, mailWithoutStyles } from '@/app/gallery/mail-look'
import { subjects } from '@/app/gallery/samples/subjects'
import { isGalleryOpen } from '@/lib/http/gallery'

interface EntryContext {
  params: Promise<{ locale: string; theme: string; subject: string; state: string }>
}

/** One mail in one state, as a mail program shows it. */
export async function GET(_request: Request, { params }: EntryContext): Promise<Response> {
  const { subject: name, state, ...lookNames } = await params
  const look = findLook(lookNames)
  const subject = subjects.find((each) => each.name === name)
  if (!isGalleryOpen() || !look || subject?.kind !== 'mail') return new Response(null, { status: 404 })
  const mail = await subject.render(state, look.locale)
  if (mail === null) return new Response(null, { status: 404 })
  if (state === 'text') return respond('text/plain', mail.text)
  const html = state === 'without-styles' ? mailWithoutStyles(mail.html) : mail.html
  return respond('text/html', mailInTheme(html, look.theme))
}

function respond(type: string, body: string): Response {
  return new Response(body, { headers: { 'content-type': `${type}; charset=utf-8` } })
}
