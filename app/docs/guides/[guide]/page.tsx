import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { guides } from '@/app/docs/guides/guides'
import { isGuideName } from '@/components/docs/guide-names'
import { GuideView } from '@/components/docs/guide-view'
import { references } from '@/lib/dialects/references'

interface GuidePageProps {
  params: Promise<{ guide: string }>
}

export async function generateMetadata({ params }: GuidePageProps): Promise<Metadata> {
  const { guide } = await params
  return isGuideName(guide) ? { title: guides[guide].title } : {}
}

export default async function GuidePage({ params }: GuidePageProps) {
  const { guide: name } = await params
  if (!isGuideName(name)) notFound()
  const dialects = references.map(({ dialect }) => dialect.name)
  return <GuideView dialects={dialects} name={name} guide={guides[name]} />
}
