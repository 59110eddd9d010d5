import { type Locale, policy } from './policy'

/** What is different from channel to channel: one row for each. */
interface Row {
  /** What people, metrics and our own API call it. */
  readonly shownAs: string
  /** The language of its words and mails when a request asks for none: that of its document. */
  readonly locale: Locale
  /** The fewest characters of a new password, where `PASSWORD_MIN_LENGTH` says nothing. */
  readonly passwordMinCharacters: number
  /** Whether a password may be any text that is long enough, where `PASSWORD_MIN_LENGTH` says nothing. */
  readonly takesCommonPasswords: boolean
  /** Whether an unverified address may not sign in yet. */
  readonly signInNeedsVerifiedEmail: boolean
  /** Whether a ticket that verifies an address may set the password too; elsewhere a ticket does only what it was made for. */
  readonly verifyTicketSetsPassword: boolean
  /** Whether registration names a taken address. */
  readonly registrationTellsTakenEmail: boolean
  /** Whether a new address counts at once, unverified, because the document answers with the result. */
  readonly emailChangesAtOnce: boolean
  /** Whether a password change gives its caller a new session too. */
  readonly passwordChangeRenewsSession: boolean
  /** How long a session lasts unused, and however much it is used. */
  readonly session: { readonly idleDays: number; readonly totalDays: number }
}

/** What holds where no document says otherwise. */
const usual = {
  locale: 'en',
  passwordMinCharacters: 8,
  takesCommonPasswords: false,
  signInNeedsVerifiedEmail: true,
  verifyTicketSetsPassword: false,
  registrationTellsTakenEmail: false,
  emailChangesAtOnce: false,
  passwordChangeRenewsSession: false,
  session: { idleDays: policy.sessionIdleDays, totalDays: policy.sessionTotalDays },
} as const satisfies Omit<Row, 'shownAs'>

/** The pages prove a mailbox and show what they did, so a verify ticket can do more there. */
const pages = { ...usual, shownAs: 'pages', verifyTicketSetsPassword: true } as const

/**
 * How a request reaches us. `form` is the browser's forms: sessions, events and the log keep that word, people see
 * `pages`. Who comes back from another provider comes through the pages, and is counted apart.
 */
export const channels = {
  classic: {
    ...usual,
    shownAs: 'classic',
    locale: 'ru',
    signInNeedsVerifiedEmail: false,
    registrationTellsTakenEmail: true,
    emailChangesAtOnce: true,
    passwordChangeRenewsSession: true,
  },
  device: {
    ...usual,
    shownAs: 'device',
    locale: 'ru',
    // The command that its document prints has a password of 3, and an account of it may do without any.
    passwordMinCharacters: 3,
    // The passwords that its documents print, `test` among them, are on every list of common ones.
    takesCommonPasswords: true,
    signInNeedsVerifiedEmail: false,
    emailChangesAtOnce: true,
    session: { idleDays: policy.deviceSessionIdleDays, totalDays: policy.deviceSessionTotalDays },
  },
  ticket: { ...usual, shownAs: 'ticket', registrationTellsTakenEmail: true },
  rest: { ...usual, shownAs: 'rest', locale: 'ru', passwordMinCharacters: 6 },
  account: { ...usual, shownAs: 'account' },
  form: pages,
  provider: { ...pages, shownAs: 'provider' },
} as const satisfies Record<string, Row>

export type Channel = keyof typeof channels

/** A channel that requests are read and answered through: what a session, an event or a line of the log names. */
export type DialectName = Exclude<Channel, 'provider'>

export const dialects = [
  'classic',
  'device',
  'ticket',
  'rest',
  'account',
  'form',
] as const satisfies DialectName[]

/** What people call the channel that a session or an event is stored with. */
export function shownChannel(stored: string): string {
  return rowOf(stored)?.shownAs ?? stored
}

/** How long a session that is stored with this channel lasts. */
export function sessionLifetime(stored: string): Row['session'] {
  return (rowOf(stored) ?? usual).session
}

/** Null for a channel of another release. */
function rowOf(stored: string): Row | null {
  const name = dialects.find((known) => known === stored)
  return name ? channels[name] : null
}
