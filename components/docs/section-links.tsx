import { TextLink } from '@/components/frame/text-link'

interface SectionLinksProps {
  label: string
  sections: readonly { id: string; title: string }[]
}

/** Leads to the sections of a page. Their titles are in English; each link is a target of 24 px (WCAG 2.5.8). */
export function SectionLinks({ label, sections }: SectionLinksProps) {
  return (
    <nav aria-label={label}>
      <ul className="grid gap-1">
        {sections.map(({ id, title }) => (
          <li key={id} lang="en" className="[&>a]:inline-block">
            <TextLink href={`#${id}`}>{title}</TextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
