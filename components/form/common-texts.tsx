import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ReloadLink } from '@/components/frame/reload-link'
import { TextLink } from '@/components/frame/text-link'

interface CommonTexts {
  connectionErrors: { unreachable: string; broken: string; updated: string }
  offers: Readonly<Record<string, ReactNode>>
}

/** Messages for requests without a valid response, and links for failures that any form can have. */
export async function commonTexts(): Promise<CommonTexts> {
  const t = await getTranslations('unanswered')
  return {
    connectionErrors: { unreachable: t('unreachable'), broken: t('broken'), updated: t('updated') },
    offers: {
      signed_out: <TextLink href="/login">{t('signIn')}</TextLink>,
      other_account: <ReloadLink>{t('reload')}</ReloadLink>,
      updated: <ReloadLink>{t('reload')}</ReloadLink>,
    },
  }
}
