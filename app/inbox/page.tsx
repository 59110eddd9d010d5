import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { TextLink } from '@/components/frame/text-link'
import { InboxLive } from '@/components/inbox/inbox-live'
import { messageForms } from '@/components/inbox/inbox-message'
import { InboxView } from '@/components/inbox/inbox-view'
import { isInboxOpen, listInbox } from '@/lib/http/api/serve-inbox'
import { trimSpaces } from '@/lib/rules'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('inbox')
  return { title: t('title'), robots: { index: false, follow: false } }
}

interface InboxPageProps {
  searchParams: Promise<Record<'id' | 'to' | 'form', string | string[] | undefined>>
}

export default async function InboxPage({ searchParams }: InboxPageProps) {
  if (!(await isInboxOpen())) notFound()
  const t = await getTranslations('inbox')
  const { id, to, form } = await searchParams
  const mails = await listInbox()
  const after = (mails[0]?.sentAt ?? new Date(0)).toISOString()
  return (
    <InboxView
      mails={mails}
      openId={typeof id === 'string' ? id : null}
      to={typeof to === 'string' ? trimSpaces(to) : ''}
      form={messageForms.find((name) => name === form) ?? 'html'}
      live={
        <>
          <InboxLive after={after} arrived={t('arrived')} />
          <noscript>
            <TextLink href="/inbox">{t('reload')}</TextLink>
          </noscript>
        </>
      }
    />
  )
}
