import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { bindFormsToAccount } from '@/app/bind-forms-to-account'
import { pageOrBusy } from '@/app/page-or-busy'
import { endedReasons } from '@/components/entry/ended-notice'
import { LoginView, loginNotices } from '@/components/entry/login-view'
import { type ProviderFault, providerFaults } from '@/components/entry/provider-button'
import { otherProvider } from '@/lib/http/provider/provider'
import { pageCaller } from '@/lib/http/session/read-request-context'
import { supportEmail } from '@/lib/http/support'
import { signIn } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('login')
  return { title: t('title') }
}

interface LoginPageProps {
  searchParams: Promise<Partial<Record<'notice' | 'provider' | 'error', string | string[]>>>
}

async function LoginPage({ searchParams }: LoginPageProps) {
  const caller = await pageCaller()
  const { notice: asked, provider: faultName, error } = await searchParams
  // Auth.js reports its own failures in `error`.
  const fault = providerFaults.find((known) => known === faultName) ?? (error === undefined ? null : 'failed')
  if (caller.kind === 'member') redirect(profileUrl(fault, asked))
  return (
    <LoginView
      signIn={signIn}
      notice={loginNotices.find((notice) => notice === asked) ?? null}
      ended={endedReasons.find((reason) => reason === caller.ended) ?? null}
      supportEmail={supportEmail()}
      provider={otherProvider()?.name ?? null}
      providerFault={fault}
    />
  )
}

export default pageOrBusy(bindFormsToAccount(LoginPage))

/** For a signed-in user, the profile shows the message that this page would have shown. */
function profileUrl(fault: ProviderFault | null, notice: string | string[] | undefined): string {
  if (fault) return `/edit-profile?provider=${fault}`
  return notice === 'disowned' ? '/edit-profile?notice=disowned' : '/edit-profile'
}
