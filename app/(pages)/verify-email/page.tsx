import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { bindFormsToAccount } from '@/app/bind-forms-to-account'
import { pageOrBusy } from '@/app/page-or-busy'
import { CheckMailView } from '@/components/entry/check-mail-view'
import { isInboxOpen } from '@/lib/http/api/serve-inbox'
import { rememberedAddress } from '@/lib/http/forms/browser-memory'
import { previousRegistration } from '@/lib/http/forms/registration'
import { policy } from '@/lib/policy'
import { resendVerification } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('verify')
  return { title: t('title') }
}

interface CheckMailPageProps {
  searchParams: Promise<{ other?: string | string[] }>
}

async function CheckMailPage({ searchParams }: CheckMailPageProps) {
  const { other } = await searchParams
  const address = other === undefined ? await rememberedAddress() : null
  const left = address ? Math.ceil(policy.sameMailSeconds - address.secondsAgo) : 0
  return (
    <CheckMailView
      resendVerification={resendVerification}
      address={address?.email ?? null}
      isInboxOpen={await isInboxOpen()}
      resendSeconds={policy.sameMailSeconds}
      leftSeconds={Math.max(0, left)}
      canCorrect={(await previousRegistration()) !== null}
    />
  )
}

export default pageOrBusy(bindFormsToAccount(CheckMailPage))
