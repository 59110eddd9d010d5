import { getFormatter, getTranslations } from 'next-intl/server'
import { ButtonLink } from '@/components/frame/button-link'
import { Section } from '@/components/frame/section'
import type { EventKind } from '@/lib/event-kinds'
import { shownAddress } from '@/lib/shown-address'
import { browserName } from './browser-name'

export interface EventRow {
  id: string
  kind: EventKind
  at: Date
  /** The channel; null if there was none, for example for what the operator or Auth.js did. */
  channel: string | null
  userAgent: string | null
  address: string | null
  details: Readonly<Record<string, string | number>>
}

interface EventsSectionProps {
  events: readonly EventRow[]
  /** How many events to request to see more; null if these are all. */
  next: number | null
  days: number
}

/** The account's history, newest first. */
export async function EventsSection({ events, next, days }: EventsSectionProps) {
  const t = await getTranslations('events')
  return (
    <Section title={t('title')} lead={t('lead', { days })}>
      {events.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <ol className="grid gap-px overflow-hidden rounded-card border border-line bg-line">
          {events.map((event, index) => (
            <Event key={event.id} event={event} position={index + 1} />
          ))}
        </ol>
      )}
      {next !== null && (
        <div>
          <ButtonLink look="quiet" href={`/edit-profile?events=${next}#event-${events.length}`}>
            {t('more')}
          </ButtonLink>
        </div>
      )}
    </Section>
  )
}

async function Event({ event, position }: { event: EventRow; position: number }) {
  const t = await getTranslations('events')
  const format = await getFormatter()
  const { from = '', to = '', by = '', what = '', sessions = 1, provider = '' } = event.details
  const addresses = { from: shownAddress(String(from)), to: shownAddress(String(to)) || 'none' }
  const values = { ...addresses, by, what, sessions: Number(sessions), provider }
  return (
    <li id={`event-${position}`} className="grid scroll-mt-5 gap-0.5 bg-card px-5 py-4">
      <p className="font-medium wrap-anywhere">
        {isBlockedUntilVerified(event) ? t('heldBack') : t(`kinds.${event.kind}`, values)}
      </p>
      <p className="text-small text-soft">
        <time dateTime={event.at.toISOString()}>
          {/* In UTC, as in our mails: the server does not know the user's time zone. */}
          {format.dateTime(event.at, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })} UTC
        </time>
        <Facts event={event} />
      </p>
    </li>
  )
}

async function Facts({ event }: { event: EventRow }) {
  const t = await getTranslations('events')
  const profileTexts = await getTranslations('profile')
  const browser = browserName(event.userAgent)
  const channel = channelOf(event)
  const facts = [
    channel && t(channel),
    event.details.by === 'device' && t('byDevice'),
    event.details.by === 'provider' && t('byProvider'),
    browser && profileTexts('sessionBrowser', browser),
    event.address && profileTexts('sessionAddress', { address: event.address }),
  ]
  return facts.filter(Boolean).map((fact) => ` · ${fact}`)
}

/** The password was right, so this is not a failed attempt. */
function isBlockedUntilVerified({ kind, details }: EventRow): boolean {
  return kind === 'authn_login_fail' && details.reason === 'email_not_verified'
}

/** Only role changes are made by the operator alone. */
function channelOf({ kind, channel }: EventRow) {
  if (channel !== null) return channel === 'pages' ? 'channelPage' : 'channelApp'
  return kind === 'authz_change' ? 'channelNone' : null
}
