import { getTranslations } from 'next-intl/server'
import { ButtonLink } from './button-link'
import { Card } from './card'
import { Page } from './page'

/** What stands in for a page that cannot be made right now: the database is away, or too many ask at once. */
export async function BusyView() {
  const t = await getTranslations('busy')
  return (
    <Page title={t('title')}>
      <Card>
        <div className="grid justify-items-start gap-6">
          <p>{t('lead')}</p>
          {/* To the same address, read anew. */}
          <ButtonLink href="">{t('again')}</ButtonLink>
        </div>
      </Card>
    </Page>
  )
}
