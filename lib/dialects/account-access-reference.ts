import { z } from 'zod'
import * as access from './account-access'
import { channel, eventsAnswer, moment, noContent, provesPassword } from './account-schemas'
import type { ReferenceEntry } from './reference'

/** What developers are told of the endpoints in `account-access.ts`. */

const sampleId = '01955c1e-7a10-7c3e-8f52-3d5b1c7e9a02'
const idOf = (what: string) =>
  ({ name: 'id', in: 'path', about: `The ${what}, as the list names it.`, example: sampleId }) as const

const sessionsAnswer = {
  status: 200,
  schema: z
    .object({
      sessions: z.array(
        z
          .object({
            id: z.uuid(),
            current: z.boolean(),
            channel,
            userAgent: z.string().nullable(),
            ip: z.string().nullable(),
            createdAt: moment,
            lastUsedAt: moment,
          })
          .strict(),
      ),
    })
    .strict(),
  example: {
    sessions: [
      {
        id: sampleId,
        current: true,
        channel: 'rest',
        userAgent: 'AdaApp/3.1',
        ip: '192.0.2.44',
        createdAt: '2026-11-28T09:30:00.000Z',
        lastUsedAt: '2026-11-28T09:30:00.000Z',
      },
    ],
  },
}

const devicesAnswer = {
  status: 200,
  schema: z
    .object({
      devices: z.array(
        z.object({ id: z.uuid(), primary: z.boolean(), registeredAt: moment, lastSeenAt: moment }).strict(),
      ),
    })
    .strict(),
  example: {
    devices: [
      {
        id: sampleId,
        primary: true,
        registeredAt: '2026-09-22T09:30:00.000Z',
        lastSeenAt: '2026-11-27T18:04:11.000Z',
      },
    ],
  },
}

const providersAnswer = {
  status: 200,
  schema: z
    .object({
      providers: z.array(
        z
          .object({
            issuer: z.string(),
            name: z.string(),
            email: z.string().nullable(),
            connectedAt: moment,
          })
          .strict(),
      ),
    })
    .strict(),
  example: {
    providers: [
      {
        issuer: 'https://id.example.org',
        name: 'Example',
        email: 'ada@example.org',
        connectedAt: '2026-11-02T09:30:00.000Z',
      },
    ],
  },
}

export const accessEntries: readonly ReferenceEntry[] = [
  {
    path: '/account/sign-out',
    methods: access.signOut.methods,
    summary: 'Sign out',
    about: 'Ends the session, and takes the cookie back. Also 204 where nobody is signed in.',
    success: noContent,
    failures: [],
  },
  {
    path: '/account/sessions',
    methods: access.listSessions.methods,
    summary: 'List the sessions',
    about: 'Where the account is signed in: the session that asks first, then the last used.',
    success: sessionsAnswer,
    failures: ['signed_out'],
  },
  {
    path: '/account/sessions',
    methods: access.endOtherSessions.methods,
    summary: 'End all other sessions',
    about: 'The one that asks stays.',
    success: noContent,
    failures: ['signed_out'],
  },
  {
    path: '/account/sessions/{id}',
    methods: access.endSession.methods,
    summary: 'End a session',
    parameters: [idOf('session')],
    success: noContent,
    failures: ['signed_out', 'session_unknown'],
  },
  {
    path: '/account/devices',
    methods: access.listDevices.methods,
    summary: 'List the devices',
    about: 'Apps that open the account, and get a new password pushed: the primary one first.',
    success: devicesAnswer,
    failures: ['signed_out'],
  },
  {
    path: '/account/devices/{id}',
    methods: access.forgetDevice.methods,
    summary: 'Forget a device',
    about: 'It opens the account no more, and gets no more messages. A session that is open on it stays.',
    parameters: [idOf('device')],
    success: noContent,
    failures: ['signed_out', 'not_found'],
  },
  {
    path: '/account/events',
    methods: access.listEvents.methods,
    summary: 'List what happened',
    about: 'The newest first. `hasMore` tells whether a larger `limit` would show more.',
    parameters: [
      { name: 'limit', in: 'query', about: 'How many, from 1 to 1000; 20 without it.', example: '20' },
    ],
    success: eventsAnswer,
    failures: ['signed_out'],
  },
  {
    path: '/account/providers',
    methods: access.listProviders.methods,
    summary: 'List the providers',
    about:
      'Other services that open the account. To connect one takes a browser: the page `/edit-profile` does it.',
    success: providersAnswer,
    failures: ['signed_out'],
  },
  {
    path: '/account/providers/disconnect',
    methods: access.disconnectProvider.methods,
    summary: 'Disconnect a provider',
    about: 'The last way in stays: an account without a password sets one first.',
    body: {
      schema: access.providerShape,
      example: { issuer: 'https://id.example.org', currentPassword: 'correct horse' },
    },
    success: noContent,
    failures: [...provesPassword, 'last_way_in', 'not_found'],
  },
]
