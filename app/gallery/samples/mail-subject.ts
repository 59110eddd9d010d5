import { type Mail, type RenderedMail, renderMail } from '@/emails/render'
import type { Locale } from '@/lib/policy'
import { type Cases, type Change, propsByEntry } from './cases'

/** One mail in all its states. */
interface MailSubject {
  readonly kind: 'mail'
  readonly name: string
  /** What is drawn, for the test that none is missing. */
  readonly mail: unknown
  readonly entries: readonly string[]
  /** One state, or null for a name that is none. */
  render(entry: string, locale: Locale): Promise<RenderedMail | null>
}

interface MailSample<Props extends { locale: Locale }> {
  readonly name: string
  readonly Mail: Mail<Props> & { readonly PreviewProps: Props }
  readonly cases: Cases<Omit<NoInfer<Props>, 'locale'>>
  readonly more?: Readonly<Record<string, Change<NoInfer<Props>>>>
  /** What its sender writes out in the language of the mail. */
  readonly worded?: (locale: Locale) => Change<NoInfer<Props>>
}

/** The same mail as the sample's usual one, as programs show it that know no styles, or want the text part. */
const plainEntries = ['without-styles', 'text'] as const

/** A mail's entries: the sample that React Email previews, its cases, and both plain looks. */
export function mailSubject<Props extends { locale: Locale }>(sample: MailSample<Props>): MailSubject {
  const { name, Mail, cases, more = {}, worded } = sample
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
        ? await renderMail(Mail, { ...Mail.PreviewProps, ...own, ...worded?.(locale), locale })
        : null
    },
  }
}
