import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '@/components/frame/button-link'
import { Card } from '@/components/frame/card'
import { Page } from '@/components/frame/page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notFound')
  return { title: t('title') }
}

export default async function NotFoundPage() {
  const t = await getTranslations('notFound')
  return (
    <Page title={t('title')}>
      <Card>
        <div className="grid justify-items-start gap-6">
          <p>{t('lead')}</p>
          <ButtonLink href="/">{t('home')}</ButtonLink>
        </div>
      </Card>
    </Page>
  )
}
