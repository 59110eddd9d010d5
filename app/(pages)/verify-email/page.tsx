import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CheckMailView } from '@/components/views/check-mail-view'
import { rememberedAddress } from '@/lib/http/browser-memory'
import { isInboxOpen } from '@/lib/http/inbox'
import { policy } from '@/lib/policy'
import { resendVerification } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('verify')
  return { title: t('title') }
}

interface CheckMailPageProps {
  searchParams: Promise<{ from?: string | string[] }>
}

export default async function CheckMailPage({ searchParams }: CheckMailPageProps) {
  const address = await rememberedAddress()
  // Who registers is sent here without `from`, right after a mail; every other way here names itself.
  const { from } = await searchParams
  return (
    <CheckMailView
      resendVerification={resendVerification}
      address={address}
      isInboxOpen={await isInboxOpen()}
      resendSeconds={policy.sameMailSeconds}
      justSent={address !== null && from === undefined}
    />
  )
}
