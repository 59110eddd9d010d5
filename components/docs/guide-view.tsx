import { getTranslations } from 'next-intl/server'
import { DocsNav } from './docs-nav'
import type { GuideName } from './guide-names'
import { Markdown } from './markdown'
import type { Guide } from './read-guide'
import { SectionLinks } from './section-links'

interface GuideViewProps {
  dialects: readonly string[]
  name: GuideName
  guide: Guide
}

/** A guide, which is in English, with links to its sections and to all other documentation. */
export async function GuideView({ dialects, name, guide: { title, sections, blocks } }: GuideViewProps) {
  const t = await getTranslations('docs')
  return (
    <main
      id="content"
      className="mx-auto grid w-full max-w-page grow content-start gap-8 px-5 py-8 md:px-8 md:py-12"
    >
      <div className="grid gap-5">
        <h1 lang="en" className="font-display text-title font-bold tracking-tight">
          {title}
        </h1>
        <DocsNav dialects={dialects} current={`/docs/guides/${name}`} />
      </div>
      <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,9fr)]">
        <details className="rounded-card border border-line bg-card px-5 py-1 lg:hidden">
          <summary className="min-h-11 cursor-pointer content-center font-medium">{t('sections')}</summary>
          <div className="py-2">
            <SectionLinks label={t('sections')} sections={sections} />
          </div>
        </details>
        <div className="hidden lg:sticky lg:top-8 lg:block lg:py-2">
          <SectionLinks label={t('sections')} sections={sections} />
        </div>
        <article lang="en" className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
          <Markdown blocks={blocks} />
        </article>
      </div>
    </main>
  )
}
