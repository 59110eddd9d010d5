import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { bindFormsToAccount } from '@/app/bind-forms-to-account'
import { pageOrBusy } from '@/app/page-or-busy'
import { providerFaults } from '@/components/entry/provider-button'
import { ownNotices } from '@/components/profile/profile-news'
import { ProfileView } from '@/components/profile/profile-view'
import { findPendingEmail } from '@/lib/account/operations/email/find-pending-email'
import { listDevices } from '@/lib/account/operations/profile/list-devices'
import { listEvents } from '@/lib/account/operations/profile/list-events'
import { listSessions } from '@/lib/account/operations/profile/list-sessions'
import { passwordMinLength } from '@/lib/account/password/check-password'
import { listIdentities } from '@/lib/account/records/identity'
import { picturePath } from '@/lib/account/records/picture-file'
import { readNews } from '@/lib/http/forms/news'
import { pictureAnswer } from '@/lib/http/picture/receive-picture'
import { mayConnect, otherProvider } from '@/lib/http/provider/provider'
import { pageCaller } from '@/lib/http/session/read-request-context'
import { policy } from '@/lib/policy'
import * as actions from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('profile')
  return { title: t('title') }
}

interface EditProfilePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function EditProfilePage({ searchParams }: EditProfilePageProps) {
  const caller = await pageCaller()
  if (caller.kind === 'guest') redirect('/login')
  const asked = await searchParams
  const news = readNews(asked.news)
  const count = Number(asked.events) || policy.eventsPerPage
  const [pendingEmail, devices, sessions, identities, { events, hasMore }] = await Promise.all([
    findPendingEmail(caller),
    listDevices(caller),
    listSessions(caller),
    listIdentities(caller),
    listEvents(caller, count),
  ])
  const next = hasMore ? events.length + policy.eventsPerPage : null
  return (
    <ProfileView
      account={{
        ...caller.account,
        picture: picturePath(caller.account),
        hasProvider: identities.length > 0,
      }}
      notice={news?.notice ?? ownNotices.find((notice) => notice === asked.notice) ?? null}
      noticeAbout={news}
      pendingEmail={pendingEmail}
      devices={devices}
      sessions={sessions}
      providers={{
        provider: otherProvider(),
        identities,
        mayConnect: await mayConnect(caller.session),
        fault: providerFaults.find((fault) => fault === asked.provider) ?? null,
      }}
      history={{ events, next, days: policy.eventDays }}
      passwordMin={passwordMinLength('pages')}
      pictureState={await pictureAnswer(asked)}
      pictureAddress="/edit-profile/picture"
      actions={actions}
    />
  )
}

export default pageOrBusy(bindFormsToAccount(EditProfilePage))
