import { z } from 'zod'
import type { ListedDevice } from '@/lib/account/operations/profile/list-devices'
import type { ListedEvent } from '@/lib/account/operations/profile/list-events'
import type { ListedSession } from '@/lib/account/operations/profile/list-sessions'
import type { ListedIdentity } from '@/lib/account/records/identity'
import { type Endpoint, readShape } from '@/lib/dialects/dialect'
import { policy } from '@/lib/policy'
import { emptyAnswer, noInput } from './account-dialect'

const text = z.string('malformed')
export const providerShape = z.object({ issuer: text, currentPassword: text.optional() })
const eventsShape = z.object({
  limit: z.coerce
    .number('malformed')
    .int('malformed')
    .min(1, 'malformed')
    .max(policy.eventsPerAccount, 'malformed')
    .optional(),
})

/** POST /account/sign-out: succeeds without a session too. */
export const signOut: Endpoint<undefined, object> = {
  methods: ['POST'],
  read: noInput,
  answer: () => emptyAnswer,
  endsSession: true,
}

export const listSessions: Endpoint<undefined, { sessions: readonly ListedSession[] }> = {
  methods: ['GET', 'HEAD'],
  read: noInput,
  answer: ({ sessions }) => ({ status: 200, body: { sessions: sessions.map(sessionBody) } }),
}

export const endOtherSessions: Endpoint<undefined, object> = {
  methods: ['DELETE'],
  read: noInput,
  answer: () => emptyAnswer,
}

export const endSession: Endpoint<{ session: string }, object> = {
  methods: ['DELETE'],
  read: ({ params }) => ({ ok: true, input: { session: params.id ?? '' } }),
  answer: () => emptyAnswer,
}

export const listDevices: Endpoint<undefined, { devices: readonly ListedDevice[] }> = {
  methods: ['GET', 'HEAD'],
  read: noInput,
  answer: ({ devices }) => ({ status: 200, body: { devices: devices.map(deviceBody) } }),
}

export const forgetDevice: Endpoint<{ device: string }, object> = {
  methods: ['DELETE'],
  read: ({ params }) => ({ ok: true, input: { device: params.id ?? '' } }),
  answer: () => emptyAnswer,
}

export const listEvents: Endpoint<{ limit: number }, { events: readonly ListedEvent[]; hasMore: boolean }> = {
  methods: ['GET', 'HEAD'],
  read({ query }) {
    const read = readShape(eventsShape, query)
    return read.ok ? { ok: true, input: { limit: read.input.limit ?? policy.eventsPerPage } } : read
  },
  answer: ({ events, hasMore }) => ({ status: 200, body: { events: events.map(eventBody), hasMore } }),
}

export const listProviders: Endpoint<undefined, { identities: readonly ListedIdentity[] }> = {
  methods: ['GET', 'HEAD'],
  read: noInput,
  answer: ({ identities }) => ({ status: 200, body: { providers: identities.map(providerBody) } }),
}

/** POST /account/providers/disconnect. Connecting one needs a browser, so only the page does it. */
export const disconnectProvider: Endpoint<{ issuer: string; currentPassword: string }, object> = {
  methods: ['POST'],
  read({ body }) {
    const read = readShape(providerShape, body)
    if (!read.ok) return read
    const { issuer, currentPassword = '' } = read.input
    return { ok: true, input: { issuer, currentPassword } }
  },
  answer: () => emptyAnswer,
}

function sessionBody({ id, current, channel, userAgent, address, createdAt, lastUsedAt }: ListedSession) {
  return { id, current, channel, userAgent, ip: address, createdAt, lastUsedAt }
}

function deviceBody({ id, isPrimary, registeredAt, lastSeenAt }: ListedDevice) {
  return { id, primary: isPrimary, registeredAt, lastSeenAt }
}

function eventBody({ id, kind, at, channel, userAgent, address, details }: ListedEvent) {
  return { id, kind, at, channel, userAgent, ip: address, details }
}

function providerBody({ issuer, provider, email, connectedAt }: ListedIdentity) {
  return { issuer, name: provider, email, connectedAt }
}
