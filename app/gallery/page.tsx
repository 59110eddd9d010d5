import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { framedAddress } from './address'
import { components } from './samples/components'
import { mails } from './samples/mails'
import { pages, type Subject } from './samples/subjects'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('gallery')
  return { title: t('title') }
}

export default async function GalleryPage() {
  const t = await getTranslations('gallery')
  const groups = [
    { title: t('components'), subjects: [components] },
    { title: t('pages'), subjects: pages },
    { title: t('mails'), subjects: mails },
  ]
  return (
    <main id="content" className="gallery-index">
      <h1>{t('title')}</h1>
      <p>{t('lead')}</p>
      {groups.map(({ title, subjects }) => (
        <section key={title} aria-label={title}>
          <h2>{title}</h2>
          <div className="gallery-columns">
            {subjects.map((subject) => (
              <SubjectEntries key={subject.name} subject={subject} />
            ))}
          </div>
        </section>
      ))}
    </main>
  )
}

async function SubjectEntries({ subject }: { subject: Subject }) {
  const locale = await getLocale()
  return (
    <section aria-label={subject.name}>
      <h3>
        {subject.name}
        {subject.kind === 'page' && <span>{subject.path}</span>}
      </h3>
      <ul>
        {subject.entries.map((entry) => (
          <li key={entry}>
            <a href={framedAddress({ locale, theme: 'light' }, 'desktop', { subject, entry })}>{entry}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}
