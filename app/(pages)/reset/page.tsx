import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { bindFormsToAccount } from '@/app/bind-forms-to-account'
import { pageOrBusy } from '@/app/page-or-busy'
import { ResetView } from '@/components/entry/reset-view'
import { policy } from '@/lib/policy'
import { askForReset } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('reset')
  return { title: t('title') }
}

async function ResetPage() {
  return <ResetView askForReset={askForReset} resendSeconds={policy.sameMailSeconds} />
}

export default pageOrBusy(bindFormsToAccount(ResetPage))
