import { redirect } from 'next/navigation'
import { references } from '@/lib/dialects/references'

export default function DocsPage(): never {
  redirect(`/docs/${references[0]?.dialect.name}`)
}
