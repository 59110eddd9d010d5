import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '@/components/frame/button-link'
import { Card } from '@/components/frame/card'
import { Page } from '@/components/frame/page'

interface DeadTicketViewProps {
  state: 'expired' | 'spent' | 'unknown'
  /** Where to request a new link. */
  again: { href: string; label: string }
}

/** A mailed link that no longer works: why, and what to do. */
export async function DeadTicketView({ state, again }: DeadTicketViewProps) {
  const t = await getTranslations('tickets')
  return (
    <Page title={t(`${state}Title`)}>
      <Card>
        <div className="grid gap-6">
          <p>{t(state)}</p>
          <div className="flex flex-wrap gap-3">
            <ButtonLink href={again.href}>{again.label}</ButtonLink>
            <ButtonLink href="/login" look="quiet">
              {t('signIn')}
            </ButtonLink>
          </div>
        </div>
      </Card>
    </Page>
  )
}
