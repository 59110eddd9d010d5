import { type Locale, policy } from './policy'

interface ChannelRules {
  /** The language of answers and mails if a request names none: that of the channel's document. */
  readonly locale: Locale
  /** The minimum for a new password if `PASSWORD_MIN_LENGTH` is not set. */
  readonly passwordMinCharacters: number
  /** Whether any password that is long enough is accepted if `PASSWORD_MIN_LENGTH` is not set. */
  readonly acceptsCommonPasswords: boolean
  readonly signInNeedsVerifiedEmail: boolean
  readonly verifyTicketSetsPassword: boolean
  readonly registrationRevealsTakenEmail: boolean
  /** Whether a new address takes effect at once, unverified, because the document answers with the result. */
  readonly emailChangesAtOnce: boolean
  readonly passwordChangeRenewsSession: boolean
  readonly session: { readonly idleDays: number; readonly totalDays: number }
}

const defaults = {
  locale: 'en',
  passwordMinCharacters: 8,
  acceptsCommonPasswords: false,
  signInNeedsVerifiedEmail: true,
  verifyTicketSetsPassword: false,
  registrationRevealsTakenEmail: false,
  emailChangesAtOnce: false,
  passwordChangeRenewsSession: false,
  session: { idleDays: policy.sessionIdleDays, totalDays: policy.sessionTotalDays },
} as const satisfies ChannelRules

const pages = { ...defaults, verifyTicketSetsPassword: true } as const

/** How a request reaches us. `provider`: the return from another provider; its sessions and events are stored as `pages`. */
export const channels = {
  classic: {
    ...defaults,
    locale: 'ru',
    signInNeedsVerifiedEmail: false,
    registrationRevealsTakenEmail: true,
    emailChangesAtOnce: true,
    passwordChangeRenewsSession: true,
  },
  device: {
    ...defaults,
    locale: 'ru',
    // The document's samples use the passwords `234` and `test`.
    passwordMinCharacters: 3,
    acceptsCommonPasswords: true,
    signInNeedsVerifiedEmail: false,
    emailChangesAtOnce: true,
    session: { idleDays: policy.deviceSessionIdleDays, totalDays: policy.deviceSessionTotalDays },
  },
  ticket: { ...defaults, registrationRevealsTakenEmail: true },
  rest: { ...defaults, locale: 'ru', passwordMinCharacters: 6 },
  account: defaults,
  pages,
  provider: pages,
} as const satisfies Record<string, ChannelRules>

export type Channel = keyof typeof channels

/** A channel as stored in sessions and events, and written to the log. */
export type RequestChannel = Exclude<Channel, 'provider'>

export type DialectName = Exclude<RequestChannel, 'pages'>

export const requestChannels = [
  'classic',
  'device',
  'ticket',
  'rest',
  'account',
  'pages',
] as const satisfies RequestChannel[]

/** The channel of a stored session or event. Older releases stored `form` for the pages. */
export function storedChannel(stored: string): string {
  return stored === 'form' ? 'pages' : stored
}

/** The lifetime of a session by its stored channel; the default for a channel that this release does not know. */
export function sessionLifetime(stored: string): ChannelRules['session'] {
  const channel = requestChannels.find((known) => known === storedChannel(stored))
  return (channel ? channels[channel] : defaults).session
}
