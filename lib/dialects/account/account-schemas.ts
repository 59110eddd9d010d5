import { z } from 'zod'
import { type FailureCode, failureCodes } from '@/lib/account/failure'
import { requestChannels } from '@/lib/channels'
import { textList } from '@/lib/dialects/named-schemas'
import type { EventKind } from '@/lib/event-kinds'
import { accountFailures } from './account-failures'

// The numbers are different in each answer.
const meaningOf = (code: FailureCode) =>
  accountFailures[code].en.replace('at least {min}', 'more').replace('in {seconds} s', 'later')
const meanings = Object.fromEntries(failureCodes.map((code) => [code, meaningOf(code)]))
const code = textList('ProblemCode', meanings as Record<FailureCode, string>)
const detail = z.string().describe('A sentence for the user, in English or Russian (`Accept-Language`).')
const fieldProblem = z
  .strictObject({ code, field: z.string().describe('The faulty field.'), detail })
  .meta({ id: 'FieldProblem' })
export const problemSchema = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string().describe('The name of the HTTP status.'),
    status: z.int().min(400).max(599).describe('The HTTP status.'),
    code,
    detail,
    errors: z.array(fieldProblem).optional().describe('All faulty fields.'),
  })
  .meta({ id: 'Problem', description: 'The reason of the failure (RFC 9457).' })

const channel = z.enum(requestChannels).meta({
  id: 'Channel',
  description: 'How a request reached the server: through one of the APIs, or `pages` for the web pages.',
})
const moment = z.iso.datetime()
const ip = z.string().nullable().describe('The IP address. Null if it is not known.')
const userAgent = z.string().nullable().describe('The `User-Agent` header.')

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
    picture: z.url().describe('The URL of a JPEG, or of a PNG with initials.'),
  })
  .meta({ id: 'Account', description: 'Unknown values are null.' })
export const accountAnswer = z.strictObject({ account }).meta({ id: 'AccountAnswer' })

const currentSession = z
  .strictObject({
    id: z.uuid(),
    channel,
    createdAt: moment,
    expiresAt: moment.describe('When the session ends if it is not used.'),
    endsAt: moment.describe('When the session ends in any case.'),
  })
  .meta({ id: 'CurrentSession' })
export const whoAnswer = z.strictObject({ account, session: currentSession }).meta({ id: 'WhoAmI' })
export const usernameAnswer = z.strictObject({ username: z.string() }).meta({ id: 'UsernameAnswer' })

const pendingEmail = z
  .strictObject({ email: z.string(), expiresAt: moment.describe('When its link expires.') })
  .meta({ id: 'PendingEmail', description: 'An email address that is not confirmed yet.' })
export const emailAnswer = z
  .strictObject({
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    pending: pendingEmail.nullable(),
  })
  .meta({ id: 'EmailAnswer' })
export const emailAsked = z
  .strictObject({ email: z.string(), pending: z.literal(true) })
  .meta({ id: 'EmailChangeAnswer', description: 'The email address is not confirmed yet.' })

const session = z
  .strictObject({
    id: z.uuid(),
    current: z.boolean().describe('Whether it is the session of this request.'),
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
    primary: z.boolean().describe('Whether new passwords are pushed to it by default.'),
    registeredAt: moment,
    lastSeenAt: moment,
  })
  .meta({ id: 'Device' })
export const devicesAnswer = z.strictObject({ devices: z.array(device) }).meta({ id: 'DevicesAnswer' })

const provider = z
  .strictObject({
    issuer: z.string().describe('The id to disconnect it with.'),
    name: z.string(),
    email: z.string().nullable().describe('The email address at the provider.'),
    connectedAt: moment,
  })
  .meta({ id: 'Provider' })
export const providersAnswer = z
  .strictObject({ providers: z.array(provider) })
  .meta({ id: 'ProvidersAnswer' })

const kindMeanings: Record<EventKind, string> = {
  user_created: 'The account was created.',
  authn_login_success: 'A sign-in succeeded.',
  authn_login_successafterfail: 'A sign-in succeeded after a failed one.',
  authn_login_fail: 'A sign-in failed.',
  authn_login_fail_max: 'Too many sign-ins failed. Further attempts have to wait.',
  authn_password_change: 'The password was changed.',
  authn_password_change_fail: 'A change was refused because the current password was wrong.',
  authn_token_created: 'A new password, or a link to set one, was requested and sent.',
  authn_token_revoked: 'Sessions were ended, or a device was forgotten.',
  authn_token_reuse: 'A used link from a mail was opened again.',
  authz_fail: 'An administrator function was refused.',
  authz_change: 'The role was changed.',
  authz_admin: 'Support set a new password.',
  username_changed: 'The username was changed.',
  email_verified: 'The email address was confirmed.',
  email_changed: 'The email address was changed.',
  undo_used: 'A change of the email address was undone.',
  provider_linked: 'A provider was connected.',
  provider_unlinked: 'A provider was disconnected.',
}
const event = z
  .strictObject({
    id: z.string(),
    kind: textList('EventKind', kindMeanings),
    at: moment,
    channel: channel.nullable(),
    userAgent,
    ip,
    details: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .describe('More facts about the event, by name. Never a secret.'),
  })
  .meta({ id: 'Event' })
export const eventsAnswer = z
  .strictObject({
    events: z.array(event),
    hasMore: z.boolean().describe('Whether a larger `limit` would return more.'),
  })
  .meta({ id: 'EventsAnswer' })
