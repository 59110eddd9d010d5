import { getTranslations } from 'next-intl/server'
import { guideNames } from './guide-names'

interface DocsNavProps {
  dialects: readonly string[]
  /** The path of the page that is open. */
  current: string
}

/** Leads to each dialect's reference and to each guide. */
export async function DocsNav({ dialects, current }: DocsNavProps) {
  const t = await getTranslations('docs')
  const references = dialects.map((name) => ({ href: `/docs/${name}`, label: name }))
  const guides = guideNames.map((name) => ({ href: `/docs/guides/${name}`, label: t(`guideNames.${name}`) }))
  return (
    <div className="grid gap-3">
      <LinkRow label={t('dialects')} links={references} current={current} />
      <LinkRow label={t('guides')} links={guides} current={current} />
    </div>
  )
}

interface LinkRowProps {
  label: string
  links: readonly { href: string; label: string }[]
  current: string
}

function LinkRow({ label, links, current }: LinkRowProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-2">
      <span aria-hidden="true" className="w-full text-soft md:w-28">
        {label}
      </span>
      {links.map(({ href, label: words }) => (
        <a
          key={href}
          href={href}
          aria-current={href === current ? 'page' : undefined}
          className="inline-flex min-h-11 items-center rounded-round border border-edge px-4 aria-[current=page]:border-accent aria-[current=page]:bg-accent-wash aria-[current=page]:font-medium"
        >
          {words}
        </a>
      ))}
    </nav>
  )
}
