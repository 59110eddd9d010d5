import { type Mail, type RenderedMail, renderMail } from '@/emails/render'
import type { Locale } from '@/lib/policy'
import { type Cases, type Change, propsByEntry } from './cases'

interface MailSubject {
  readonly kind: 'mail'
  readonly name: string
  /** The component, for the test that none is missing. */
  readonly mail: unknown
  readonly entries: readonly string[]
  /** One state, or null for an unknown name. */
  render(entry: string, locale: Locale): Promise<RenderedMail | null>
}

interface MailSample<Props extends { locale: Locale }> {
  readonly name: string
  readonly Mail: Mail<Props> & { readonly PreviewProps: Props }
  readonly cases: Cases<Omit<NoInfer<Props>, 'locale'>>
  readonly more?: Readonly<Record<string, Change<NoInfer<Props>>>>
  /** Props that depend on the language. */
  readonly localized?: (locale: Locale) => Change<NoInfer<Props>>
}

/** The usual mail without styles, and its text part. */
const plainEntries = ['without-styles', 'text'] as const

/** The entries of a mail: its preview, its cases, and both plain forms. */
export function mailSubject<Props extends { locale: Locale }>(sample: MailSample<Props>): MailSubject {
  const { name, Mail, cases, more = {}, localized } = sample
  const props = propsByEntry<Omit<Props, 'locale'>>({ usual: Mail.PreviewProps, cases, more })
  return {
    kind: 'mail',
    name,
    mail: Mail,
    entries: [...props.keys(), ...plainEntries],
    async render(entry, locale) {
      const isPlain = plainEntries.some((known) => known === entry)
      const own = props.get(isPlain ? 'usual' : entry)
      return own
        ? await renderMail(Mail, { ...Mail.PreviewProps, ...own, ...localized?.(locale), locale })
        : null
    },
  }
}
