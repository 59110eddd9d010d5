import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { bindFormsToAccount } from '@/app/bind-forms-to-account'
import { pageOrBusy } from '@/app/page-or-busy'
import { RegisterView } from '@/components/entry/register-view'
import { passwordMinLength } from '@/lib/account/password/check-password'
import { previousRegistration } from '@/lib/http/forms/registration'
import { otherProvider } from '@/lib/http/provider/provider'
import { pageCaller } from '@/lib/http/session/read-request-context'
import { register } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('register')
  return { title: t('title') }
}

interface RegisterPageProps {
  searchParams: Promise<{ from?: string | string[] }>
}

async function RegisterPage({ searchParams }: RegisterPageProps) {
  const caller = await pageCaller()
  if (caller.kind === 'member') redirect('/edit-profile')
  const { from } = await searchParams
  const former = from === 'verify-email' ? await previousRegistration() : null
  return (
    <RegisterView
      register={register}
      former={former}
      passwordMin={passwordMinLength('pages')}
      provider={otherProvider()?.name ?? null}
    />
  )
}

export default pageOrBusy(bindFormsToAccount(RegisterPage))
