import type { ReactNode } from 'react'
import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Section, Text } from 'react-email'
import { darkStyle } from './dark-style'
import type { MailLocale } from './locale'
import { Mark } from './mark'
import { colours, space, type } from './tokens'
import { safeName } from './untrusted-text'

const c = colours.light

/** A labelled value. The only place for text from unknown people: `safeName` checks it. */
export interface Fact {
  label: string
  value: string
  /** Show the value exactly: for passwords, which are ours. */
  verbatim?: boolean
}

export interface Action {
  label: string
  link: string
}

export interface MailLayoutProps {
  locale: MailLocale
  /** Shown after the subject in a list of mails. */
  preheader: string
  heading: string
  intro: string
  facts: Fact[]
  /** Shown above the button if the button needs an explanation. */
  lead?: string
  action: Action | null
  notes: string[]
  secondAction?: Action
  footer: string
}

const texts: Record<MailLocale, { noButton: string }> = {
  en: { noButton: 'If the button doesn’t work, open this link:' },
  ru: { noButton: 'Если кнопка не работает, откройте эту ссылку:' },
}

/** Every mail is readable without styles and without the button, and loads nothing. */
export function MailLayout(props: MailLayoutProps) {
  const { locale, preheader, heading, intro, facts, lead, action, notes, secondAction, footer } = props
  return (
    <Frame locale={locale} title={heading} preheader={preheader}>
      <Mark />
      <Heading className="ink" style={{ ...type.heading, color: c.ink, margin: `0 0 ${space.m}` }}>
        {heading}
      </Heading>
      <Paragraph>{intro}</Paragraph>
      <Facts locale={locale} facts={facts} />
      {lead ? <Paragraph>{lead}</Paragraph> : null}
      {action ? <MainAction locale={locale} action={action} /> : null}
      {secondAction ? <SecondAction action={secondAction} /> : null}
      {notes.map((note) => (
        <Paragraph key={note}>{note}</Paragraph>
      ))}
      <Hr className="line" style={{ borderTop: `1px solid ${c.line}`, margin: `${space.l} 0 ${space.m}` }} />
      <Text className="muted" style={{ ...type.small, color: c.muted, margin: 0 }}>
        {footer}
      </Text>
    </Frame>
  )
}

interface FrameProps {
  locale: MailLocale
  title: string
  preheader: string
  children: ReactNode
}

function Frame({ locale, title, preheader, children }: FrameProps) {
  const card = {
    maxWidth: '560px',
    backgroundColor: c.card,
    border: `1px solid ${c.line}`,
    borderRadius: '12px',
  }
  return (
    <Html lang={locale}>
      <Head>
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{darkStyle}</style>
      </Head>
      <Body className="paper" lang={locale} style={{ margin: 0, padding: 0, fontFamily: type.family }}>
        {/* Also hidden by attribute: without styles it would repeat the first line. */}
        <Preview hidden useTitleTag={false}>
          {preheader}
        </Preview>
        <Section className="paper" style={{ backgroundColor: c.paper, padding: `${space.l} ${space.s}` }}>
          <Container
            className="card"
            tdClassName="card-cell"
            style={{ ...card, padding: `${space.xl} ${space.xl} ${space.l}` }}
          >
            {children}
          </Container>
        </Section>
      </Body>
    </Html>
  )
}

function Paragraph({ children }: { children: string }) {
  return (
    <Text className="ink" style={{ ...type.body, color: c.ink, margin: `0 0 ${space.m}` }}>
      {children}
    </Text>
  )
}

/** Breaks only if it is longer than a line, so that it is easy to copy. */
const factValue = { display: 'inline-block', color: c.ink, fontWeight: 600 }

function Facts({ locale, facts }: { locale: MailLocale; facts: Fact[] }) {
  const well = {
    backgroundColor: c.well,
    borderRadius: '8px',
    padding: `10px ${space.m}`,
    margin: '0 0 20px',
  }
  return (
    <Section className="well" style={well}>
      {facts.map(({ label, value, verbatim }) => (
        <Text
          key={label}
          data-text="fact"
          style={{ ...type.body, margin: `${space.xs} 0`, wordBreak: 'break-word' }}
        >
          <span className="muted" style={{ color: c.muted }}>
            {label}:
          </span>{' '}
          <strong className="ink" style={{ ...factValue, ...(verbatim && { fontFamily: type.mono }) }}>
            {verbatim ? value : safeName(value, locale)}
          </strong>
        </Text>
      ))}
    </Section>
  )
}

const button = {
  ...type.body,
  lineHeight: '24px',
  fontWeight: 600,
  color: c.onAccent,
  backgroundColor: c.accent,
  borderRadius: '8px',
  padding: '12px 22px',
}

function MainAction({ locale, action }: { locale: MailLocale; action: Action }) {
  return (
    <>
      <Button className="button" data-text="label" href={action.link} style={button}>
        {action.label}
      </Button>
      <Text
        className="muted"
        data-skip-in-text="true"
        style={{ ...type.small, color: c.muted, margin: `${space.m} 0 0` }}
      >
        {texts[locale].noButton}
      </Text>
      <WrittenLink link={action.link} />
    </>
  )
}

function SecondAction({ action }: { action: Action }) {
  return (
    <>
      <Text className="ink" data-text="label" style={{ ...type.body, color: c.ink, margin: 0 }}>
        {action.label}:
      </Text>
      <WrittenLink link={action.link} />
    </>
  )
}

function WrittenLink({ link }: { link: string }) {
  return (
    <Text data-text="link" style={{ ...type.small, margin: '0 0 20px', wordBreak: 'break-all' }}>
      <Link className="accent" href={link} style={{ color: c.accent, textDecorationLine: 'underline' }}>
        {link}
      </Link>
    </Text>
  )
}
