import { getTranslations } from 'next-intl/server'
import { Badge } from '@/components/frame/badge'
import { TextLink } from '@/components/frame/text-link'
import { DocsNav } from './docs-nav'
import { Prose } from './prose'
import { SectionLinks } from './section-links'
import type { ShownEndpoint } from './shown-endpoint'
import { TryCall } from './try-call'

interface DocsViewProps {
  dialects: readonly string[]
  dialect: string
  about: string
  /** The dialect's base path on this server. */
  base: string
  endpoints: readonly ShownEndpoint[]
}

export async function DocsView({ dialects, dialect, about, base, endpoints }: DocsViewProps) {
  const t = await getTranslations('docs')
  return (
    <main
      id="content"
      className="mx-auto grid w-full max-w-page grow content-start gap-8 px-5 py-8 md:px-8 md:py-12"
    >
      <div className="grid gap-3">
        <h1 className="font-display text-title font-bold tracking-tight">{t('title')}</h1>
        <DocsNav dialects={dialects} current={`/docs/${dialect}`} />
        <Prose text={about} />
        <p>
          {t('base')} <code className="font-mono text-small">{base}</code> ·{' '}
          <TextLink href={`/api/${dialect}/openapi.json`}>OpenAPI 3.1</TextLink>
        </p>
      </div>
      <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,9fr)]">
        <div className="lg:sticky lg:top-8">
          <SectionLinks
            label={t('calls')}
            sections={endpoints.map(({ id, summary: title }) => ({ id, title }))}
          />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
          {endpoints.map((endpoint) => (
            <EndpointSection key={endpoint.id} endpoint={endpoint} />
          ))}
        </div>
      </div>
    </main>
  )
}

async function EndpointSection({ endpoint }: { endpoint: ShownEndpoint }) {
  const t = await getTranslations('docs')
  const { id, method, path, summary, about, needs, answers, sampleUrl, request, fields, curl } = endpoint
  const texts = {
    body: t('body'),
    token: t('token'),
    address: t('address'),
    send: t('send'),
    sending: t('sending'),
    copy: t('copy'),
    copied: t('copied'),
    answer: t('answer'),
    unreachable: t('unreachable'),
  }
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-6 gap-4 border-t border-line pt-8"
    >
      <h2 id={`${id}-title`} lang="en" className="font-display text-section font-bold tracking-tight">
        {summary}
      </h2>
      <p className="flex flex-wrap items-center gap-3 font-mono">
        <Badge tone="good">{method}</Badge>
        <span>{path}</span>
        {needs && <Badge tone="warning">{t(needs)}</Badge>}
      </p>
      <Prose text={about} />
      {fields.length > 0 && <FieldList fields={fields} optional={t('optional')} />}
      <TryCall endpoint={{ method, sampleUrl, needs, request, curl }} texts={texts} />
      <details className="rounded-card border border-line bg-card px-5 py-3">
        <summary className="min-h-11 cursor-pointer content-center font-medium">
          {t('answers', { count: answers.length })}
        </summary>
        <dl className="grid gap-4 py-3">
          {answers.map(({ name, status, body }) => (
            <div key={name} className="grid gap-1">
              <dt lang="en">
                <code className="font-mono text-small">
                  {status} {name}
                </code>
              </dt>
              <dd>
                <pre className="overflow-x-auto rounded-field bg-field p-3 font-mono text-small">{body}</pre>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  )
}

interface FieldListProps {
  fields: ShownEndpoint['fields']
  optional: string
}

function FieldList({ fields, optional }: FieldListProps) {
  return (
    <dl className="grid gap-x-6 gap-y-2 md:grid-cols-[max-content_minmax(0,1fr)]">
      {fields.map(({ name, about, isOptional }) => (
        <div key={name} className="grid gap-x-6 md:col-span-2 md:grid-cols-subgrid">
          <dt className="flex flex-wrap items-baseline gap-2 font-mono text-small">
            {name}
            {isOptional && <span className="text-soft">{optional}</span>}
          </dt>
          <dd>
            <Prose text={about} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
