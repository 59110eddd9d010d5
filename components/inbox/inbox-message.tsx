import { getFormatter, getTranslations } from 'next-intl/server'
import { Badge } from '@/components/frame/badge'
import { Mark } from '@/components/frame/mark'
import { TextLink } from '@/components/frame/text-link'
import { shownAddress } from '@/lib/shown-address'
import { inboxAddress } from './inbox-address'
import type { InboxMail } from './inbox-mail'
import { withTopTarget } from './top-target'

export const messageForms = ['html', 'text', 'source'] as const
export type MessageForm = (typeof messageForms)[number]

interface InboxMessageProps {
  mail: InboxMail
  /** The current filter of the list. */
  to: string
  form: MessageForm
}

export async function InboxMessage({ mail, to, form }: InboxMessageProps) {
  const t = await getTranslations('inbox')
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="lg:hidden">
        <TextLink href={inboxAddress({ to })}>{t('back')}</TextLink>
      </p>
      <div className="grid gap-1.5">
        <h2 className="flex flex-wrap items-baseline gap-x-3 font-display text-section font-bold tracking-tight">
          {mail.subject}
          {mail.kind === 'push' && <Badge tone="warning">{t('push')}</Badge>}
        </h2>
        <p className="break-all text-soft">{t('to', { address: shownAddress(mail.to) })}</p>
        <SentAt moment={mail.sentAt} />
      </div>
      {mail.html !== null && <FormTabs mail={mail} to={to} form={form} />}
      <MessageBody mail={mail} form={form} />
    </article>
  )
}

async function SentAt({ moment }: { moment: Date }) {
  const format = await getFormatter()
  return (
    <time dateTime={moment.toISOString()} className="text-small text-soft">
      {format.dateTime(moment, { dateStyle: 'long', timeStyle: 'medium' })}
    </time>
  )
}

/** Plain links: they work without JavaScript, and each view has a URL. */
async function FormTabs({ mail, to, form }: InboxMessageProps) {
  const t = await getTranslations('inbox')
  return (
    <nav aria-label={t('forms')} className="flex flex-wrap gap-x-1 border-b border-line">
      {messageForms.map((name) => (
        <a
          key={name}
          href={inboxAddress({ id: mail.id, to, form: name === 'html' ? '' : name })}
          aria-current={name === form ? 'page' : undefined}
          className="-mb-px inline-flex min-h-11 items-center border-b-2 border-transparent px-3 text-soft transition-colors hover:text-accent aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
        >
          {t(name)}
        </a>
      ))}
    </nav>
  )
}

async function MessageBody({ mail, form }: { mail: InboxMail; form: MessageForm }) {
  const t = await getTranslations('inbox')
  if (mail.html === null) return <Notification title={mail.subject} text={mail.text} />
  if (form !== 'html') return <PlainText text={form === 'text' ? mail.text : mail.html} />
  return (
    <iframe
      title={t('frame')}
      sandbox="allow-popups allow-top-navigation-by-user-activation"
      srcDoc={withTopTarget(mail.html)}
      className="h-[max(30rem,calc(100dvh-16rem))] w-full rounded-card border border-line bg-sheet"
    />
  )
}

/** A push message, roughly as a phone shows it. */
function Notification({ title, text }: { title: string; text: string }) {
  return (
    <div className="flex max-w-text gap-4 rounded-card border border-line bg-card p-5 shadow-card">
      <Mark className="mt-1 h-6 w-8 shrink-0 text-accent" />
      <div className="grid min-w-0 gap-1">
        <p className="font-bold">{title}</p>
        <p className="whitespace-pre-wrap">{text}</p>
      </div>
    </div>
  )
}

function PlainText({ text }: { text: string }) {
  return (
    <pre className="rounded-field border border-line bg-card p-4 font-mono text-small whitespace-pre-wrap">
      {text}
    </pre>
  )
}
