import { getTranslations } from 'next-intl/server'
import { ButtonLink } from './button-link'
import { Card } from './card'
import { Page } from './page'

/** Replaces a page while the database is away or the server is overloaded. */
export async function BusyView() {
  const t = await getTranslations('busy')
  return (
    <Page title={t('title')}>
      <Card>
        <div className="grid justify-items-start gap-6">
          <p>{t('lead')}</p>
          {/* Reloads the same address. */}
          <ButtonLink href="">{t('again')}</ButtonLink>
        </div>
      </Card>
    </Page>
  )
}
