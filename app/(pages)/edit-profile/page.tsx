import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ProfileView } from '@/components/views/profile-view'
import { passwordMinLength } from '@/lib/account/check-password'
import { findPendingEmail } from '@/lib/account/find-pending-email'
import { listSessions } from '@/lib/account/list-sessions'
import { pageCaller } from '@/lib/http/caller'
import * as actions from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('profile')
  return { title: t('title') }
}

export default async function EditProfilePage() {
  const caller = await pageCaller()
  if (caller.kind === 'guest') redirect('/login')
  const [pendingEmail, sessions] = await Promise.all([findPendingEmail(caller), listSessions(caller)])
  return (
    <ProfileView
      account={caller.account}
      pendingEmail={pendingEmail}
      sessions={sessions}
      passwordMin={passwordMinLength('form')}
      actions={actions}
    />
  )
}
