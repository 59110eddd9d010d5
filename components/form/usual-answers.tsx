import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ReloadLink } from '@/components/frame/reload-link'
import { TextLink } from '@/components/frame/text-link'

interface UsualAnswers {
  /** What a form says that got no answer, or half of one. */
  words: { unreachable: string; broken: string; updated: string }
  /** Ways out of what any form may be refused for, by its code. */
  offers: Readonly<Record<string, ReactNode>>
}

/** What every form may have to say, in the reader's language. */
export async function usualAnswers(): Promise<UsualAnswers> {
  const t = await getTranslations('unanswered')
  return {
    words: { unreachable: t('unreachable'), broken: t('broken'), updated: t('updated') },
    offers: {
      signed_out: <TextLink href="/login">{t('signIn')}</TextLink>,
      other_account: <ReloadLink>{t('reload')}</ReloadLink>,
      updated: <ReloadLink>{t('reload')}</ReloadLink>,
    },
  }
}
