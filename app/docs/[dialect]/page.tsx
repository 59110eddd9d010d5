import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DocsView } from '@/components/docs/docs-view'
import { references } from '@/lib/dialects/references'
import { describeReference } from '@/lib/http/api/serve-reference'

interface DocsPageProps {
  params: Promise<{ dialect: string }>
}

export async function generateMetadata({ params }: DocsPageProps): Promise<Metadata> {
  const { dialect } = await params
  return { title: `API: ${dialect}` }
}

export default async function DialectPage({ params }: DocsPageProps) {
  const { dialect } = await params
  const reference = references.find(({ dialect: { name } }) => name === dialect)
  if (!reference) notFound()
  return (
    <DocsView
      dialects={references.map(({ dialect: { name } }) => name)}
      dialect={dialect}
      about={reference.about}
      base={`/api${reference.base}`}
      endpoints={describeReference(reference)}
    />
  )
}
