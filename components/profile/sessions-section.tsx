import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/frame/badge'
import { Section } from '@/components/frame/section'
import type { FormAction, FormState } from '@/lib/form-state'
import { browserName } from './browser-name'
import { Row, Rows } from './rows'

export interface SessionRow {
  id: string
  current: boolean
  /** The channel; `pages` is a browser. */
  channel: string
  userAgent: string | null
  address: string | null
  createdAt: Date
  lastUsedAt: Date
}

interface SessionsSectionProps {
  sessions: readonly SessionRow[]
  end: FormAction
  endOthers: FormAction
  endState?: FormState | undefined
  endOthersState?: FormState | undefined
}

export async function SessionsSection(props: SessionsSectionProps) {
  const { sessions, end, endOthers, endState, endOthersState } = props
  const t = await getTranslations('profile')
  const hasOthers = sessions.some((session) => !session.current)
  return (
    <Section title={t('sessionsTitle')} lead={t('sessions')}>
      {/* One form around all rows: its message must outlive the ended session. */}
      <ActionForm action={end} state={endState}>
        <Rows>
          {sessions.map((session) => (
            <Session key={session.id} session={session} />
          ))}
        </Rows>
      </ActionForm>
      <ActionForm action={endOthers} state={endOthersState}>
        {hasOthers && (
          <div>
            <SubmitButton look="danger" busy={t('sessionEnding')}>
              {t('othersEnd')}
            </SubmitButton>
          </div>
        )}
      </ActionForm>
    </Section>
  )
}

async function Session({ session }: { session: SessionRow }) {
  const t = await getTranslations('profile')
  const browser = browserName(session.userAgent)
  const fallback = t(session.channel === 'pages' ? 'sessionUnknown' : 'sessionApp')
  const name = browser ? t('sessionBrowser', browser) : fallback
  return (
    <Row
      title={name}
      badge={session.current && <Badge tone="good">{t('sessionCurrent')}</Badge>}
      facts={await factsOf(session)}
    >
      {!session.current && (
        <SubmitButton
          look="quiet"
          name="session"
          value={session.id}
          label={t('sessionEndLabel', { name })}
          busy={t('sessionEnding')}
        >
          {t('sessionEnd')}
        </SubmitButton>
      )}
    </Row>
  )
}

async function factsOf(session: SessionRow): Promise<string> {
  const t = await getTranslations('profile')
  const format = await getFormatter()
  const now = new Date()
  // `lastUsedAt` is written once an hour, and the current session is in use now.
  const isFresh = session.current || now.getTime() - session.lastUsedAt.getTime() < 60_000
  const when = isFresh ? t('justNow') : format.relativeTime(session.lastUsedAt, now)
  const facts = [
    t('sessionUsed', { when }),
    session.address && t('sessionAddress', { address: session.address }),
    t('sessionSince', { date: format.dateTime(session.createdAt, { dateStyle: 'medium', timeZone: 'UTC' }) }),
  ]
  return facts.filter(Boolean).join(' · ')
}
