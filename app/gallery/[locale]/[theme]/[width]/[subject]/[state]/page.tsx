import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import {
  bareAddress,
  findLook,
  framedAddress,
  type Look,
  type Place,
  type Width,
  widths,
} from '@/app/gallery/address'
import { type Subject, subjects } from '@/app/gallery/samples/subjects'
import { Switcher } from '@/app/gallery/switcher'

interface FramePageProps {
  params: Promise<{ locale: string; theme: string; width: string; subject: string; state: string }>
}

export async function generateMetadata({ params }: FramePageProps): Promise<Metadata> {
  const { subject, state } = await params
  const t = await getTranslations('gallery')
  return { title: t('frame', { name: subject, state }) }
}

/** One entry in a window, with controls for language, theme, width and the neighbouring entries. */
export default async function FramePage({ params }: FramePageProps) {
  const { width: widthName, subject: name, state: entry, ...lookNames } = await params
  const look = findLook(lookNames)
  const width = widths.find((each) => each === widthName)
  const subject = subjects.find((each) => each.name === name)
  if (!look || !width || !subject?.entries.includes(entry)) notFound()
  const place = { subject, entry }
  const t = await getTranslations('gallery')
  return (
    <main id="content" className="gallery-frame" data-shown-in={look.theme}>
      <Switcher look={look} width={width} place={place} />
      <States look={look} width={width} place={place} entries={subject.entries} />
      <div className="gallery-window" data-window={width}>
        <iframe title={t('frame', { name, state: entry })} src={bareAddress(look, place)} />
      </div>
    </main>
  )
}

interface StatesProps {
  look: Look
  width: Width
  place: Place
  entries: Subject['entries']
}

async function States({ look, width, place, entries }: StatesProps) {
  const t = await getTranslations('gallery')
  return (
    <nav aria-label={t('states', { name: place.subject.name })}>
      <ul>
        {entries.map((entry) => (
          <li key={entry}>
            <a
              href={framedAddress(look, width, { ...place, entry })}
              aria-current={entry === place.entry ? 'page' : undefined}
            >
              {entry}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
