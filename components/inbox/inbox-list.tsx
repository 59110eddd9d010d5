import { getFormatter, getTranslations } from 'next-intl/server'
import { Badge } from '@/components/frame/badge'
import { shownAddress } from '@/lib/shown-address'
import { inboxAddress } from './inbox-address'
import { InboxKeys } from './inbox-keys'
import type { InboxMail } from './inbox-mail'
import { UnreadMark } from './inbox-unread'

const snippetCharacters = 140

interface InboxListProps {
  mails: readonly InboxMail[]
  openId: string | null
  to: string
}

/** The messages, newest first, each with a snippet. */
export async function InboxList({ mails, openId, to }: InboxListProps) {
  const t = await getTranslations('inbox')
  return (
    <InboxKeys
      label={t('list')}
      className="overflow-y-auto rounded-card border border-line lg:max-h-[calc(100dvh-9rem)]"
    >
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-px bg-line">
        {mails.map((mail) => (
          <InboxRow key={mail.id} mail={mail} isOpen={mail.id === openId} to={to} />
        ))}
      </ul>
    </InboxKeys>
  )
}

async function InboxRow({ mail, isOpen, to }: { mail: InboxMail; isOpen: boolean; to: string }) {
  const t = await getTranslations('inbox')
  const snippet = mail.text.replace(/\s+/g, ' ').slice(0, snippetCharacters)
  return (
    <li className="bg-card">
      <a
        href={inboxAddress({ id: mail.id, to })}
        aria-current={isOpen ? 'page' : undefined}
        className="grid grid-cols-[minmax(0,1fr)] gap-0.5 border-l-4 border-transparent px-4 py-3 -outline-offset-2 transition-colors hover:bg-accent-wash aria-[current=page]:border-accent aria-[current=page]:bg-accent-wash"
      >
        <span className="flex items-baseline gap-2">
          <UnreadMark id={mail.id} isOpen={isOpen} label={t('unread')} />
          <span className="min-w-0 grow truncate font-medium">{shownAddress(mail.to)}</span>
          <ShortTime moment={mail.sentAt} />
        </span>
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 grow truncate">{mail.subject}</span>
          {mail.kind === 'push' && <Badge tone="warning">{t('push')}</Badge>}
        </span>
        <span className="line-clamp-2 text-small text-soft">{snippet}</span>
      </a>
    </li>
  )
}

/** Time for today's messages, date for older ones. */
async function ShortTime({ moment }: { moment: Date }) {
  const format = await getFormatter()
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'short' })
  const isToday = day(moment) === day(new Date())
  return (
    <time dateTime={moment.toISOString()} className="shrink-0 text-small text-soft tabular-nums">
      {isToday ? format.dateTime(moment, { timeStyle: 'short' }) : day(moment)}
    </time>
  )
}
