import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { endedReasons } from '@/components/views/ended-notice'
import { LoginView, loginNotices } from '@/components/views/login-view'
import { pageCaller } from '@/lib/http/caller'
import { supportEmail } from '@/lib/http/support'
import { signIn } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('login')
  return { title: t('title') }
}

interface LoginPageProps {
  searchParams: Promise<{ notice?: string | string[] }>
}

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const caller = await pageCaller()
  if (caller.kind === 'member') redirect('/edit-profile')
  const asked = (await searchParams).notice
  return (
    <LoginView
      signIn={signIn}
      notice={loginNotices.find((notice) => notice === asked) ?? null}
      ended={endedReasons.find((reason) => reason === caller.ended) ?? null}
      supportEmail={supportEmail()}
    />
  )
}
