import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ProfileView } from '@/components/views/profile-view'
import { passwordMinLength } from '@/lib/account/check-password'
import { findPendingEmail } from '@/lib/account/find-pending-email'
import { listSessions } from '@/lib/account/list-sessions'
import { picturePath } from '@/lib/account/picture-file'
import { pageCaller } from '@/lib/http/caller'
import { pictureAnswer } from '@/lib/http/receive-picture'
import * as actions from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('profile')
  return { title: t('title') }
}

export default async function EditProfilePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const caller = await pageCaller()
  if (caller.kind === 'guest') redirect('/login')
  const [pendingEmail, sessions] = await Promise.all([findPendingEmail(caller), listSessions(caller)])
  return (
    <ProfileView
      account={{ ...caller.account, picture: picturePath(caller.account) }}
      pendingEmail={pendingEmail}
      sessions={sessions}
      passwordMin={passwordMinLength('form')}
      pictureState={await pictureAnswer(await searchParams)}
      actions={actions}
    />
  )
}
