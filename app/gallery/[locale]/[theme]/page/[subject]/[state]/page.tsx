import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { findLook } from '@/app/gallery/address'
import { subjects } from '@/app/gallery/samples/subjects'

interface EntryPageProps {
  params: Promise<{ locale: string; theme: string; subject: string; state: string }>
}

export async function generateMetadata({ params }: EntryPageProps): Promise<Metadata> {
  const { subject, state } = await params
  return { title: `${subject} ${state}` }
}

/** One page in one state and nothing else: for frames, tests and screenshots. */
export default async function EntryPage({ params }: EntryPageProps) {
  const { subject: name, state, ...lookNames } = await params
  const look = findLook(lookNames)
  const subject = subjects.find((each) => each.name === name)
  const page = look && subject?.kind === 'page' ? await subject.render(state) : null
  if (!look || !page) notFound()
  return (
    <>
      <div hidden data-shown-in={look.theme} />
      {page}
    </>
  )
}
