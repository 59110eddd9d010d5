import { getFormatter, getTranslations } from 'next-intl/server'
import { Notice } from '@/components/frame/notice'
import { TextLink } from '@/components/frame/text-link'
import { withTopTarget } from './top-target'

export interface InboxMail {
  kind: 'mail' | 'push'
  id: string
  to: string
  subject: string
  /** None for a push message, which is its text alone. */
  html: string | null
  text: string
  sentAt: Date
}

interface InboxViewProps {
  mails: readonly InboxMail[]
  /** The mail that the address asks for; it may be gone. */
  openId: string | null
}

/** The built-in mailbox: a list, and the mail that was chosen. On a phone one of the two at a time. */
export async function InboxView({ mails, openId }: InboxViewProps) {
  const t = await getTranslations('inbox')
  const open = mails.find((mail) => mail.id === openId) ?? null
  return (
    <main
      id="content"
      className="mx-auto grid w-full max-w-page grow content-start gap-7 px-5 py-8 md:px-8 md:py-12"
    >
      <div className="grid gap-3">
        <h1 className="font-display text-title font-bold tracking-tight">{t('title')}</h1>
        <p className="max-w-text text-soft">{t('lead')}</p>
      </div>
      {openId && !open && <Notice tone="heed">{t('gone')}</Notice>}
      {mails.length === 0 && <p>{t('empty')}</p>}
      {mails.length > 0 && (
        <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,4fr)_minmax(0,9fr)]">
          <nav aria-label={t('list')} className={open ? 'hidden lg:block' : undefined}>
            <ul className="grid gap-px overflow-hidden rounded-card border border-line bg-line">
              {mails.map((mail) => (
                <MailRow key={mail.id} mail={mail} isOpen={mail === open} />
              ))}
            </ul>
          </nav>
          {open ? <OpenMail mail={open} /> : <p className="hidden text-soft lg:block">{t('choose')}</p>}
        </div>
      )}
    </main>
  )
}

async function MailRow({ mail, isOpen }: { mail: InboxMail; isOpen: boolean }) {
  const format = await getFormatter()
  const t = await getTranslations('inbox')
  return (
    <li>
      <a
        href={`/inbox?id=${encodeURIComponent(mail.id)}`}
        aria-current={isOpen ? 'page' : undefined}
        className="grid gap-0.5 bg-card px-5 py-3.5 -outline-offset-2 transition-colors hover:bg-accent-wash aria-[current=page]:bg-accent-wash"
      >
        <span className="font-medium">{mail.subject}</span>
        <span className="truncate text-small text-soft">{mail.kind === 'push' ? t('push') : mail.to}</span>
        <time dateTime={mail.sentAt.toISOString()} className="text-small text-soft">
          {format.dateTime(mail.sentAt, { dateStyle: 'medium', timeStyle: 'medium' })}
        </time>
      </a>
    </li>
  )
}

async function OpenMail({ mail }: { mail: InboxMail }) {
  const t = await getTranslations('inbox')
  return (
    <article className="grid gap-4">
      <p className="lg:hidden">
        <TextLink href="/inbox">{t('back')}</TextLink>
      </p>
      <div className="grid gap-1">
        <h2 className="font-display text-section font-bold tracking-tight">{mail.subject}</h2>
        <p className="break-all text-soft">
          {mail.kind === 'push' && `${t('push')}. `}
          {t('to', { address: mail.to })}
        </p>
      </div>
      {mail.html === null ? <MailText text={mail.text} /> : <MailBody html={mail.html} text={mail.text} />}
    </article>
  )
}

async function MailBody({ html, text }: { html: string; text: string }) {
  const t = await getTranslations('inbox')
  return (
    <>
      <iframe
        title={t('frame')}
        sandbox="allow-popups allow-top-navigation-by-user-activation"
        srcDoc={withTopTarget(html)}
        className="h-160 w-full rounded-card border border-line bg-sheet"
      />
      <details>
        <summary className="cursor-pointer font-medium text-accent">{t('text')}</summary>
        <div className="mt-3">
          <MailText text={text} />
        </div>
      </details>
    </>
  )
}

function MailText({ text }: { text: string }) {
  return (
    <pre className="rounded-field border border-line bg-card p-4 font-mono text-small whitespace-pre-wrap">
      {text}
    </pre>
  )
}
