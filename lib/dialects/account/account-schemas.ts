import { z } from 'zod'
import { type FailureCode, failureCodes } from '@/lib/account/failure'
import { requestChannels } from '@/lib/channels'
import { wordList } from '@/lib/dialects/named-schemas'
import type { EventKind } from '@/lib/event-kinds'
import { accountFailures } from './account-failures'

/** What answers of `/api/account` hold, as its reference shows it. */

// A text for all times names no numbers of one answer.
const meaningOf = (code: FailureCode) =>
  accountFailures[code].en.replace('at least {min}', 'more').replace('in {seconds} s', 'later')
const meanings = Object.fromEntries(failureCodes.map((code) => [code, meaningOf(code)]))
const code = wordList('ProblemCode', meanings as Record<FailureCode, string>)
const detail = z.string().describe('A sentence to show, in English, or in Russian by `Accept-Language`.')
const fieldProblem = z
  .strictObject({ code, field: z.string().describe('The field at fault.'), detail })
  .meta({ id: 'FieldProblem' })
export const problem = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string().describe('The HTTP status in words.'),
    status: z.int().min(400).max(599).describe('The HTTP status.'),
    code,
    detail,
    errors: z.array(fieldProblem).optional().describe('Every field at fault.'),
  })
  .meta({ id: 'Problem', description: 'Why it was refused (RFC 9457).' })

const channel = z.enum(requestChannels).meta({
  id: 'Channel',
  description: 'How a request reached the server: through a dialect, or on the pages.',
})
const moment = z.iso.datetime()
const ip = z.string().nullable().describe('The network address. Null where it is not known.')
const userAgent = z.string().nullable().describe('What the app called itself.')

const account = z
  .strictObject({
    id: z.uuid(),
    username: z.string().nullable(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    hasPassword: z.boolean(),
    role: z.enum(['user', 'admin']).describe('`admin` for administrators.'),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    phone: z.string().nullable(),
    gender: z.enum(['female', 'male']).nullable(),
    region: z.string().nullable(),
    locale: z.enum(['en', 'ru']).describe('The language of mails.'),
    createdAt: moment,
    picture: z.url().describe('The address of a JPEG, or of a PNG with initials.'),
  })
  .meta({ id: 'Account', description: 'What is not known is null.' })
export const accountAnswer = z.strictObject({ account }).meta({ id: 'AccountAnswer' })

const currentSession = z
  .strictObject({
    id: z.uuid(),
    channel,
    createdAt: moment,
    expiresAt: moment.describe('When it ends if it is not used.'),
    endsAt: moment.describe('When it ends in any case.'),
  })
  .meta({ id: 'CurrentSession' })
export const whoAnswer = z.strictObject({ account, session: currentSession }).meta({ id: 'WhoAmI' })
export const usernameAnswer = z.strictObject({ username: z.string() }).meta({ id: 'UsernameAnswer' })

const pendingEmail = z
  .strictObject({ email: z.string(), expiresAt: moment.describe('Until when its link is good.') })
  .meta({ id: 'PendingEmail', description: 'An address that waits to be confirmed.' })
export const emailAnswer = z
  .strictObject({
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    pending: pendingEmail.nullable(),
  })
  .meta({ id: 'EmailAnswer' })
export const emailAsked = z
  .strictObject({ email: z.string(), pending: z.literal(true) })
  .meta({ id: 'EmailChangeAnswer', description: 'The address waits to be confirmed.' })

const session = z
  .strictObject({
    id: z.uuid(),
    current: z.boolean().describe('Whether it is the one that asks.'),
    channel,
    userAgent,
    ip,
    createdAt: moment,
    lastUsedAt: moment,
  })
  .meta({ id: 'Session' })
export const sessionsAnswer = z.strictObject({ sessions: z.array(session) }).meta({ id: 'SessionsAnswer' })

const device = z
  .strictObject({
    id: z.uuid(),
    primary: z.boolean().describe('Whether new passwords are pushed to it.'),
    registeredAt: moment,
    lastSeenAt: moment,
  })
  .meta({ id: 'Device' })
export const devicesAnswer = z.strictObject({ devices: z.array(device) }).meta({ id: 'DevicesAnswer' })

const provider = z
  .strictObject({
    issuer: z.string().describe('What names it where it is disconnected.'),
    name: z.string(),
    email: z.string().nullable().describe('The address that the account has there.'),
    connectedAt: moment,
  })
  .meta({ id: 'Provider' })
export const providersAnswer = z
  .strictObject({ providers: z.array(provider) })
  .meta({ id: 'ProvidersAnswer' })

const kindMeanings: Record<EventKind, string> = {
  user_created: 'The account was created.',
  authn_login_success: 'Somebody signed in.',
  authn_login_successafterfail: 'Somebody signed in after a wrong try.',
  authn_login_fail: 'A wrong try to sign in.',
  authn_login_fail_max: 'Too many wrong attempts to sign in. Further ones had to wait.',
  authn_password_change: 'A new password.',
  authn_password_change_fail: 'A wrong current password where a change asked for it.',
  authn_token_created: 'A new password, or a link for one, was sent on request.',
  authn_token_revoked: 'Sessions were ended, or a device was forgotten.',
  authn_token_reuse: 'A link from a mail was opened again after its use.',
  authz_fail: 'Something for administrators only was tried and refused.',
  authz_change: 'The role changed.',
  authz_admin: 'Support set a new password.',
  username_changed: 'A new username.',
  email_verified: 'The address was confirmed.',
  email_changed: 'A new address.',
  undo_used: 'A change of address was undone.',
  provider_linked: 'A provider was connected.',
  provider_unlinked: 'A provider was disconnected.',
}
const event = z
  .strictObject({
    id: z.string(),
    kind: wordList('EventKind', kindMeanings),
    at: moment,
    channel: channel.nullable(),
    userAgent,
    ip,
    details: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .describe('A few facts, by name. Never a secret.'),
  })
  .meta({ id: 'Event' })
export const eventsAnswer = z
  .strictObject({
    events: z.array(event),
    hasMore: z.boolean().describe('Whether a larger `limit` would show more.'),
  })
  .meta({ id: 'EventsAnswer' })
