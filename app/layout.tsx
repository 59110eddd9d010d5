import './globals.css'
import type { Metadata, Viewport } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { LanguageSwitch } from '@/components/frame/language-switch'
import { OfflineNotice } from '@/components/frame/offline-notice'
import { SiteFooter } from '@/components/frame/site-footer'
import { SiteHeader } from '@/components/frame/site-header'
import { UpdatedNotice } from '@/components/frame/updated-notice'
import { colours } from '@/components/tokens'
import { wasFormStale } from '@/lib/http/forms/stale-forms'
import { supportEmail } from '@/lib/http/support'
import { chooseLocale } from './(pages)/actions'
import { displayFont } from './display-font'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('site')
  return {
    title: { default: 'Latchkey', template: '%s · Latchkey' },
    description: t('description'),
    formatDetection: { telephone: false, email: false, address: false },
  }
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: colours.paper[0] },
    { media: '(prefers-color-scheme: dark)', color: colours.paper[1] },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('site')
  const offline = await getTranslations('offline')
  const updated = await getTranslations('updated')
  const locale = await getLocale()
  return (
    <html lang={locale} data-language={locale} className={displayFont}>
      <body className="flex min-h-dvh flex-col">
        <SiteHeader skip={t('skip')} />
        <OfflineNotice text={offline('notice')} />
        {(await wasFormStale()) && <UpdatedNotice text={updated('notice')} />}
        {children}
        <SiteFooter support={t('support')} supportEmail={supportEmail()}>
          <LanguageSwitch choose={chooseLocale} />
        </SiteFooter>
      </body>
    </html>
  )
}
