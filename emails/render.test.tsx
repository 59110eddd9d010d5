import { describe, expect, it } from 'vitest'
import { AddressInUse } from './address-in-use'
import { ConfirmOrDisown } from './confirm-or-disown'
import { DeviceAdded } from './device-added'
import { EmailChanged, type EmailChangedProps } from './email-changed'
import { GeneratedPassword } from './generated-password'
import { formatHours, formatMinutes, type MailLocale } from './locale'
import { PasswordChanged } from './password-changed'
import { PasswordSetBySupport, type PasswordSetBySupportProps } from './password-set-by-support'
import { ProviderChanged, type ProviderChangedProps } from './provider-changed'
import { type Mail, type RenderedMail, renderMail } from './render'
import { ResetPassword } from './reset-password'
import { safeName } from './untrusted-text'
import { UsernameChanged, type UsernameChangedProps } from './username-changed'
import { VerifyEmail, type VerifyEmailProps } from './verify-email'

const origin = 'https://accounts.example.org/'
const locales: MailLocale[] = ['en', 'ru']

interface Sample {
  name: string
  /** All links that the mail may contain, and must. */
  links: string[]
  /** The account the mail is about. */
  account: string
  render(locale: MailLocale, account?: string): Promise<RenderedMail>
}

const newAddressProps: VerifyEmailProps = { ...VerifyEmail.PreviewProps, change: true }
const requestedProps: EmailChangedProps = { ...EmailChanged.PreviewProps, state: 'requested' }
const setElsewhereProps: PasswordSetBySupportProps = {
  ...PasswordSetBySupport.PreviewProps,
  password: null,
  supportEmail: null,
}
const firstNameProps: UsernameChangedProps = { ...UsernameChanged.PreviewProps, formerName: null }
const disconnectedProps: ProviderChangedProps = { ...ProviderChanged.PreviewProps, state: 'disconnected' }
const noUndoProps: EmailChangedProps = { ...requestedProps, undoLink: null, supportEmail: null }

const samples: Sample[] = [
  sample('VerifyEmail', VerifyEmail, VerifyEmail.PreviewProps, [VerifyEmail.PreviewProps.link]),
  sample('VerifyEmail for a change', VerifyEmail, newAddressProps, [newAddressProps.link]),
  sample('ResetPassword', ResetPassword, ResetPassword.PreviewProps, [ResetPassword.PreviewProps.link]),
  addressInUseSample(),
  sample('PasswordChanged', PasswordChanged, PasswordChanged.PreviewProps, [
    PasswordChanged.PreviewProps.resetLink,
  ]),
  sample('UsernameChanged', UsernameChanged, UsernameChanged.PreviewProps, [
    UsernameChanged.PreviewProps.resetLink,
  ]),
  sample('UsernameChanged first', UsernameChanged, firstNameProps, [firstNameProps.resetLink]),
  sample('DeviceAdded', DeviceAdded, DeviceAdded.PreviewProps, [DeviceAdded.PreviewProps.resetLink]),
  sample('ProviderChanged connected', ProviderChanged, ProviderChanged.PreviewProps, [
    ProviderChanged.PreviewProps.resetLink,
  ]),
  sample('ProviderChanged disconnected', ProviderChanged, disconnectedProps, [disconnectedProps.resetLink]),
  sample('EmailChanged done', EmailChanged, EmailChanged.PreviewProps, [EmailChanged.PreviewProps.undoLink]),
  sample('EmailChanged requested', EmailChanged, requestedProps, [EmailChanged.PreviewProps.undoLink]),
  sample('EmailChanged without undo', EmailChanged, noUndoProps, []),
  sample('GeneratedPassword', GeneratedPassword, GeneratedPassword.PreviewProps, []),
  sample('PasswordSetBySupport', PasswordSetBySupport, PasswordSetBySupport.PreviewProps, []),
  sample('PasswordSetBySupport elsewhere', PasswordSetBySupport, setElsewhereProps, []),
  sample('ConfirmOrDisown', ConfirmOrDisown, ConfirmOrDisown.PreviewProps, [
    ConfirmOrDisown.PreviewProps.link,
  ]),
]

interface CommonProps {
  locale: MailLocale
  account: string
}

function sample<Props extends CommonProps>(
  name: string,
  mail: Mail<Props>,
  props: Props,
  links: string[],
): Sample {
  const { account } = props
  return {
    name,
    links,
    account,
    render: (locale, other = account) => renderMail(mail, { ...props, locale, account: other }),
  }
}

function addressInUseSample(): Sample {
  const props = AddressInUse.PreviewProps
  return {
    name: 'AddressInUse',
    links: [props.signInLink, props.resetLink],
    account: props.address,
    render: (locale, address = props.address) => renderMail(AddressInUse, { ...props, locale, address }),
  }
}

function hrefs(html: string): string[] {
  return Array.from(html.matchAll(/href="([^"]*)"/gu), (match) => match[1] ?? '')
}

function urls(text: string): string[] {
  return text.match(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/giu) ?? []
}

/** Some mail program turns these into links. All contain the word "evil". */
const linkLike = [
  'Pay at http://evil.test',
  'WWW.evil.test',
  'http://evil.test/@x',
  'evil.test',
  'Evil.TEST',
  'evil.test/claim',
  'evil.com',
  'evil.co.uk',
  'evil.museum',
  'evil.рф',
  'evil.xn--p1ai',
  'x-evil.com-x',
  'evil.com_x',
  'evil.me.x',
  '_evil.net',
  'www.evil',
  'ftp.evil',
  '//evil',
  '\\\\evil\\share',
  '10.0.0.1 evil',
  'mailto:evil@x.test',
  'mailto:x@evil',
  'tel:+1evil',
  'sms:1evil',
  'javascript:evil()',
  'data:text/html,evil',
  'file:///evil',
  'evil:x',
  'evil。test',
  'evil｡test',
  'ｅｖｉｌ．ｔｅｓｔ evil',
  'evil․test',
  'evil.\u200btest',
  'evil\u2060.\u00adtest',
  'write to a@evil.test now',
  'evil.test/claim@x.test',
  '//evil/x@x.test',
  'www.evil.test@x.test',
  'evil.test!x@x.test',
  'evil.test?x=@x.test',
  'mailto:evil@x.test',
]

const cases = samples.flatMap((mail) => locales.map((locale) => ({ ...mail, mail, locale })))

describe.each(cases)('$name in $locale', ({ mail, locale, links, account }) => {
  it('has a one-line subject', async () => {
    const { subject } = await mail.render(locale)
    expect(subject).toMatch(/^[^\p{Cc}\u2028\u2029]{5,150}$/u)
  })

  it('has its language in every lang attribute', async () => {
    const { html } = await mail.render(locale)
    expect(html).toMatch(new RegExp(`<html[^>]* lang="${locale}"`, 'u'))
    expect(new Set(html.match(/lang="[^"]*"/gu))).toEqual(new Set([`lang="${locale}"`]))
  })

  it('names the account in both parts', async () => {
    const { html, text } = await mail.render(locale)
    expect(html).toContain(`>${account}<`)
    expect(text).toContain(`: ${account}\n`)
  })

  it('shows each link as a button and written out in html, and once on its own line in text', async () => {
    const { html, text } = await mail.render(locale)
    expect(new Set(hrefs(html))).toEqual(new Set(links))
    for (const link of links) expect(html).toContain(`>${link}</a>`)
    expect(urls(text)).toEqual(links)
    for (const link of links) expect(text.split('\n').filter((line) => line === link)).toHaveLength(1)
  })

  it('links only to the given origin', async () => {
    const { html, text } = await mail.render(locale)
    for (const url of [...hrefs(html), ...urls(html), ...urls(text)]) {
      expect(url.startsWith(origin), url).toBe(true)
    }
  })

  it('loads nothing', async () => {
    const { html } = await mail.render(locale)
    expect(html).not.toMatch(/\ssrc=|\ssrcset=|\sbackground=|url\(|@import|<link|<script|<img/iu)
  })

  it('escapes markup in a name, and shows a multi-line name on one line', async () => {
    const { subject, html, text } = await mail.render(locale, 'Ann <b>Bo</b>\r\nBcc: x\u2028y\u0085\tz\u202e')
    expect(html).toContain('Ann &lt;b&gt;Bo&lt;/b&gt; Bcc: x y z<')
    expect(html).not.toContain('<b>')
    expect(text).toMatch(/: Ann <b>Bo<\/b> Bcc: x y z\n/u)
    for (const part of [subject, html, text]) expect(part).not.toMatch(/[\r\u2028\u2029\u0085\u202e]/u)
  })

  it('replaces a name that would become a link to another site', async () => {
    for (const name of [...linkLike, 'x'.repeat(65)]) {
      const { subject, html, text } = await mail.render(locale, name)
      const all = `${subject}${html}${text}`
      expect(all).not.toMatch(/evil|x{65}/u)
      expect(hrefs(html).every((link) => links.includes(link))).toBe(true)
      expect(text).toContain(locale === 'en' ? '(name not shown)' : '(имя не показано)')
    }
  })

  it('has a readable text part', async () => {
    const { text } = await mail.render(locale)
    expect(text).not.toMatch(/<|\n{4}|&[a-z#0-9]+;|undefined|null|[\u200b-\u200f\ufeff]/u)
    expect(text).toMatch(/^Latchkey\n/u)
  })
})

describe.each(samples)('$name', (mail) => {
  it('is written in each language', async () => {
    const [en, ru] = await Promise.all([mail.render('en'), mail.render('ru')])
    expect(en.subject).not.toBe(ru.subject)
    expect(en.text).not.toMatch(/\p{Script=Cyrillic}/u)
    // Without its values, a Russian mail contains no Latin letters.
    const words = ru.text
      .replace(
        /https?:\S+|\S+@\S+|Latchkey|marina\.k|marina|Example ID|UTC|November|k7m2p-x9dfr-4tqzh-w3bnc/gu,
        '',
      )
      .match(/\p{Script=Latin}+/gu)
    expect(words).toBeNull()
    expect(ru.text).toMatch(/\p{Script=Cyrillic}/u)
  })
})

describe('renderMail', () => {
  it('turns any subject into one line of at most 150 characters', async () => {
    const props = ResetPassword.PreviewProps
    const mail = Object.assign(() => ResetPassword(props), {
      subject: () => `Hello\r\nBcc: a@evil.test\u2028${'😀'.repeat(200)}`,
    })
    const { subject } = await renderMail(mail, props)
    expect(subject).toMatch(/^Hello Bcc: a@evil\.test 😀+$/u)
    expect(Array.from(subject)).toHaveLength(150)
  })

  it('shows the account and its address once if they are the same', async () => {
    const props = { ...VerifyEmail.PreviewProps, account: VerifyEmail.PreviewProps.address }
    const { text } = await renderMail(VerifyEmail, props)
    expect(text.split(props.address)).toHaveLength(2)
  })
})

describe('a password', () => {
  it('is shown exactly in both parts', async () => {
    const password = 'www.x <b>&amp;</b> http://y'
    for (const mail of [
      await renderMail(GeneratedPassword, { ...GeneratedPassword.PreviewProps, password }),
      await renderMail(PasswordSetBySupport, { ...PasswordSetBySupport.PreviewProps, password }),
    ]) {
      expect(mail.text).toContain(`: ${password}\n`)
      expect(mail.html).toContain('>www.x &lt;b&gt;&amp;amp;&lt;/b&gt; http://y<')
      expect(hrefs(mail.html)).toEqual([])
    }
  })
})

describe('texts from unknown people and numbers', () => {
  it('plural forms agree with their numbers', () => {
    expect([1, 2, 24, 72, 11, 5].map((n) => formatHours('ru', n))).toEqual([
      '1 час',
      '2 часа',
      '24 часа',
      '72 часа',
      '11 часов',
      '5 часов',
    ])
    expect([1, 3, 60, 21].map((n) => formatMinutes('ru', n))).toEqual([
      '1 минуту',
      '3 минуты',
      '60 минут',
      '21 минуту',
    ])
    expect([formatHours('en', 1), formatHours('en', 72), formatMinutes('en', 60)]).toEqual([
      '1 hour',
      '72 hours',
      '60 minutes',
    ])
  })

  it('names that no mail program turns into a link are shown', () => {
    const names = [
      'ada.lovelace',
      'marina.k',
      'J. R. Smith',
      'o.connor_2',
      '.me',
      'me.',
      'a..b',
      'AC/DC',
      '3.14',
    ]
    const addresses = ['john.me@x.test', "o'neil@x.test", 'r&d@x.test', 'x/y@x.test', 'a@пример.рф']
    const doubtful = 'a@аррӏе.com (a@xn--80ak6aa92e.com)'
    for (const name of [...names, ...addresses, doubtful, 'می\u200cخواهم'])
      expect(safeName(name, 'en')).toBe(name)
  })

  it('ordinary names and long addresses are shown unchanged', () => {
    const address = `${'a'.repeat(64)}@www.example.org`
    expect(safeName(address, 'en')).toBe(address)
    expect(safeName('Иван Wwwаров', 'ru')).toBe('Иван Wwwаров')
  })
})
