import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { InboxView } from '@/components/views/inbox-view'
import { isInboxOpen, listInbox } from '@/lib/http/inbox'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('inbox')
  return { title: t('title'), robots: { index: false, follow: false } }
}

interface InboxPageProps {
  searchParams: Promise<{ id?: string | string[] }>
}

export default async function InboxPage({ searchParams }: InboxPageProps) {
  if (!(await isInboxOpen())) notFound()
  const { id } = await searchParams
  return <InboxView mails={await listInbox()} openId={typeof id === 'string' ? id : null} />
}
