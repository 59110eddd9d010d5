import { redirect } from 'next/navigation'
import { guideNames } from '@/components/docs/guide-names'

export default function GuidesPage(): never {
  redirect(`/docs/guides/${guideNames[0]}`)
}
