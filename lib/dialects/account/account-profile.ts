import { z } from 'zod'
import type { AccountFacts, SessionFacts } from '@/lib/account/account-facts'
import { fail } from '@/lib/account/failure'
import type { DetailsInput } from '@/lib/account/operations/profile/change-details'
import {
  type Endpoint,
  missingOrMalformed,
  readShape,
  type WireAnswer,
  type WireContext,
} from '@/lib/dialects/dialect'
import { genderRule, localeRule } from '@/lib/rules'
import { accountBody, emptyAnswer, noInput } from './account-dialect'

const text = z.string('malformed')
const currentPassword = text.optional()
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
export const usernameShape = z.object({
  username: z.string(missingOrMalformed('username_missing')),
  currentPassword,
})
export const emailShape = z.object({ email: z.string(missingOrMalformed('email_missing')), currentPassword })
export const passwordShape = z.object({
  newPassword: z.string(missingOrMalformed('password_missing')),
  currentPassword,
})

/** GET /account. Other services check sessions with it, so it costs only one query. */
export const show: Endpoint<undefined, { account: AccountFacts; session: SessionFacts }> = {
  methods: ['GET', 'HEAD'],
  read: noInput,
  answer({ account, session: { id, channel, ...times } }, context) {
    const session = { id, channel, ...times }
    return { status: 200, body: { account: accountBody(account, context), session } }
  },
}

/**
 * PATCH /account. As in every dialect, null and empty fields count as absent and are not changed, so fields are emptied
 * by `remove`.
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
  answer: answerAccount,
}

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

export const showEmail: Endpoint<undefined, ShownEmail> = {
  methods: ['GET', 'HEAD'],
  read: noInput,
  answer: ({ email, emailVerified, pending }) => ({ status: 200, body: { email, emailVerified, pending } }),
}

/** PUT /account/email: 202, because the new address must be confirmed first. */
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

export const cancelEmailChange: Endpoint<undefined, object> = {
  methods: ['DELETE'],
  read: noInput,
  answer: () => emptyAnswer,
}

export const changePassword: Endpoint<{ newPassword: string; currentPassword: string | null }, object> = {
  methods: ['PUT'],
  read({ body }) {
    const read = readShape(passwordShape, body)
    if (!read.ok) return read
    const { newPassword, currentPassword = null } = read.input
    return { ok: true, input: { newPassword, currentPassword } }
  },
  answer: () => emptyAnswer,
}

/** PUT /account/picture. The body is a file, which `lib/http/picture/bind-picture.ts` reads. */
export const setPicture: Endpoint<undefined, { account: AccountFacts }> = {
  methods: ['PUT'],
  read: noInput,
  answer: answerAccount,
}

export const removePicture: Endpoint<undefined, { account: AccountFacts }> = {
  methods: ['DELETE'],
  read: noInput,
  answer: answerAccount,
}

function answerAccount({ account }: { account: AccountFacts }, context: WireContext): WireAnswer {
  return { status: 200, body: { account: accountBody(account, context) } }
}
