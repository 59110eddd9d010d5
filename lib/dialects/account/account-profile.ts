import { z } from 'zod'
import type { AccountFacts, SessionFacts } from '@/lib/account/account-facts'
import { fail } from '@/lib/account/failure'
import type { DetailsInput } from '@/lib/account/operations/profile/change-details'
import { type Endpoint, orElse, readShape, type WireAnswer, type WireContext } from '@/lib/dialects/dialect'
import { genderRule, localeRule } from '@/lib/rules'
import { accountBody, noInput, nothing } from './account-dialect'

/** The endpoints of `/api/account` about the person: who it is, and what it changes about itself. */

const text = z.string('malformed')
const currentPassword = text.optional()
/** What may be removed; the language is always one. */
export const removable = z.enum(['firstName', 'lastName', 'phone', 'gender', 'region'], 'malformed')

export const detailsShape = z.object({
  firstName: text.optional(),
  lastName: text.optional(),
  phone: text.optional(),
  gender: text.meta({ enum: genderRule.options }).optional(),
  region: text.optional(),
  locale: text.meta({ enum: localeRule.options }).optional(),
  remove: z.union([z.array(removable), removable], 'malformed').optional(),
})
export const usernameShape = z.object({ username: z.string(orElse('username_missing')), currentPassword })
export const emailShape = z.object({ email: z.string(orElse('email_missing')), currentPassword })
export const passwordShape = z.object({ newPassword: z.string(orElse('password_missing')), currentPassword })

/** GET /account: who the cookie or bearer is. Services behind Latchkey check sessions by it: it costs one query. */
export const show: Endpoint<undefined, { account: AccountFacts; session: SessionFacts }> = {
  methods: ['GET', 'HEAD'],
  read: noInput,
  answer({ account, session: { id, channel, ...times } }, context) {
    const session = { id, channel, ...times }
    return { status: 200, body: { account: accountBody(account, context), session } }
  },
}

/**
 * PATCH /account: what the person says of itself. A null or empty field is absent here as in every dialect, and what
 * is absent stays as it is: what shall go is named in `remove`.
 */
export const changeDetails: Endpoint<DetailsInput, { account: AccountFacts }> = {
  methods: ['PATCH'],
  read({ body }) {
    const read = readShape(detailsShape, body)
    if (!read.ok) return read
    const { remove = [], ...given } = read.input
    const removed = [remove].flat()
    if (removed.some((name) => given[name] !== undefined)) return fail('malformed')
    return { ok: true, input: { ...given, ...Object.fromEntries(removed.map((name) => [name, ''])) } }
  },
  answer: tellAccount,
}

/** PUT /account/username */
export const changeUsername: Endpoint<{ username: string; currentPassword: string }, { username: string }> = {
  methods: ['PUT'],
  read({ body }) {
    const read = readShape(usernameShape, body)
    if (!read.ok) return read
    const { username, currentPassword = '' } = read.input
    return { ok: true, input: { username, currentPassword } }
  },
  answer: ({ username }) => ({ status: 200, body: { username } }),
}

interface ShownEmail {
  readonly email: string | null
  readonly emailVerified: boolean
  readonly pending: { readonly email: string; readonly expiresAt: Date } | null
}

/** GET /account/email: the address, and the one that waits to be confirmed. */
export const showEmail: Endpoint<undefined, ShownEmail> = {
  methods: ['GET', 'HEAD'],
  read: noInput,
  answer: ({ email, emailVerified, pending }) => ({ status: 200, body: { email, emailVerified, pending } }),
}

/** PUT /account/email: the new address counts when its owner has confirmed it, which is what 202 says. */
export const changeEmail: Endpoint<
  { email: string; currentPassword: string | null },
  { email: string; pending: boolean }
> = {
  methods: ['PUT'],
  read({ body }) {
    const read = readShape(emailShape, body)
    if (!read.ok) return read
    const { email, currentPassword = null } = read.input
    return { ok: true, input: { email, currentPassword } }
  },
  answer: ({ email, pending }) => ({ status: pending ? 202 : 200, body: { email, pending } }),
}

/** DELETE /account/email-change */
export const cancelEmailChange: Endpoint<undefined, object> = {
  methods: ['DELETE'],
  read: noInput,
  answer: () => nothing,
}

/** PUT /account/password */
export const changePassword: Endpoint<{ newPassword: string; currentPassword: string | null }, object> = {
  methods: ['PUT'],
  read({ body }) {
    const read = readShape(passwordShape, body)
    if (!read.ok) return read
    const { newPassword, currentPassword = null } = read.input
    return { ok: true, input: { newPassword, currentPassword } }
  },
  answer: () => nothing,
}

/** PUT /account/picture. Its body is a file, which `lib/http/picture/take-picture.ts` reads. */
export const setPicture: Endpoint<undefined, { account: AccountFacts }> = {
  methods: ['PUT'],
  read: noInput,
  answer: tellAccount,
}

/** DELETE /account/picture */
export const removePicture: Endpoint<undefined, { account: AccountFacts }> = {
  methods: ['DELETE'],
  read: noInput,
  answer: tellAccount,
}

function tellAccount({ account }: { account: AccountFacts }, context: WireContext): WireAnswer {
  return { status: 200, body: { account: accountBody(account, context) } }
}
