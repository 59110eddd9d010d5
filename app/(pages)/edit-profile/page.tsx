import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { forReader } from '@/app/for-reader'
import { pageOrBusy } from '@/app/page-or-busy'
import { ownNotices } from '@/components/views/profile-news'
import { ProfileView } from '@/components/views/profile-view'
import { providerFaults } from '@/components/views/provider-door'
import { passwordMinLength } from '@/lib/account/check-password'
import { findPendingEmail } from '@/lib/account/find-pending-email'
import { listIdentities } from '@/lib/account/identity'
import { listDevices } from '@/lib/account/list-devices'
import { listEvents } from '@/lib/account/list-events'
import { listSessions } from '@/lib/account/list-sessions'
import { picturePath } from '@/lib/account/picture-file'
import { pageCaller } from '@/lib/http/caller'
import { readNews } from '@/lib/http/news'
import { mayConnect, otherProvider } from '@/lib/http/provider'
import { pictureAnswer } from '@/lib/http/receive-picture'
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
        opensByProvider: identities.length > 0,
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
      passwordMin={passwordMinLength('form')}
      pictureState={await pictureAnswer(asked)}
      pictureAddress="/edit-profile/picture"
      actions={actions}
    />
  )
}

export default pageOrBusy(forReader(EditProfilePage))
