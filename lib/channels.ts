import { type Locale, policy } from './policy'

/** What is different from channel to channel: one row for each. */
interface Row {
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
} as const satisfies Row

/** The pages prove a mailbox and show what they did, so a verify ticket can do more there. */
const pages = { ...usual, verifyTicketSetsPassword: true } as const

/** How a request reaches us. `provider`: somebody comes back from another provider; sessions and events say `pages`. */
export const channels = {
  classic: {
    ...usual,
    locale: 'ru',
    signInNeedsVerifiedEmail: false,
    registrationTellsTakenEmail: true,
    emailChangesAtOnce: true,
    passwordChangeRenewsSession: true,
  },
  device: {
    ...usual,
    locale: 'ru',
    // The command that its document prints has a password of 3, and an account of it may do without any.
    passwordMinCharacters: 3,
    // The passwords that its documents print, `test` among them, are on every list of common ones.
    takesCommonPasswords: true,
    signInNeedsVerifiedEmail: false,
    emailChangesAtOnce: true,
    session: { idleDays: policy.deviceSessionIdleDays, totalDays: policy.deviceSessionTotalDays },
  },
  ticket: { ...usual, registrationTellsTakenEmail: true },
  rest: { ...usual, locale: 'ru', passwordMinCharacters: 6 },
  account: usual,
  pages,
  provider: pages,
} as const satisfies Record<string, Row>

export type Channel = keyof typeof channels

/** A channel as a session, an event and a line of the log name it. */
export type RequestChannel = Exclude<Channel, 'provider'>

/** A channel that speaks JSON. */
export type DialectName = Exclude<RequestChannel, 'pages'>

export const requestChannels = [
  'classic',
  'device',
  'ticket',
  'rest',
  'account',
  'pages',
] as const satisfies RequestChannel[]

/** The channel of a stored session or event. Rows of older releases say `form` for the pages. */
export function storedChannel(stored: string): string {
  return stored === 'form' ? 'pages' : stored
}

/** How long a session that is stored with this channel lasts; a channel of another release lasts as usual. */
export function sessionLifetime(stored: string): Row['session'] {
  const channel = requestChannels.find((known) => known === storedChannel(stored))
  return (channel ? channels[channel] : usual).session
}
