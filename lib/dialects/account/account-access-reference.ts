import { z } from 'zod'
import type { ReferenceEntry } from '@/lib/dialects/reference'
import { policy } from '@/lib/policy'
import * as access from './account-access'
import { providerBody } from './account-bodies'
import { noContent, provesPassword } from './account-samples'
import * as schemas from './account-schemas'

/** What developers are told of the endpoints in `account-access.ts`. */

const sampleId = '01955c1e-7a10-7c3e-8f52-3d5b1c7e9a02'
const idOf = (what: string) =>
  ({ name: 'id', in: 'path', about: `The ${what}, as the list names it.`, example: sampleId }) as const

const sessions = {
  status: 200,
  schema: schemas.sessionsAnswer,
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

const devices = {
  status: 200,
  schema: schemas.devicesAnswer,
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

const providers = {
  status: 200,
  schema: schemas.providersAnswer,
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

const events = {
  status: 200,
  schema: schemas.eventsAnswer,
  example: {
    events: [
      {
        id: '4182',
        kind: 'authn_login_success',
        at: '2026-11-28T09:30:00.000Z',
        channel: 'rest',
        userAgent: 'AdaApp/3.1',
        ip: '192.0.2.44',
        details: { by: 'password' },
      },
    ],
    hasMore: true,
  },
}

export const accessEntries: readonly ReferenceEntry[] = [
  {
    id: 'signOut',
    tag: 'session',
    path: '/account/sign-out',
    endpoint: access.signOut,
    summary: 'Sign out',
    about: 'Ends the session, and takes the cookie back. Also 204 where nobody is signed in.',
    success: noContent,
    failures: [],
  },
  {
    id: 'listSessions',
    tag: 'access',
    path: '/account/sessions',
    endpoint: access.listSessions,
    summary: 'List the sessions',
    about: 'Where the account is signed in: the session that asks first, then the last used.',
    success: sessions,
    failures: ['signed_out'],
  },
  {
    id: 'endOtherSessions',
    tag: 'access',
    path: '/account/sessions',
    endpoint: access.endOtherSessions,
    summary: 'End all other sessions',
    about: 'The one that asks stays.',
    success: noContent,
    failures: ['signed_out'],
  },
  {
    id: 'endSession',
    tag: 'access',
    path: '/account/sessions/{id}',
    endpoint: access.endSession,
    summary: 'End a session',
    about: 'Its cookie or token counts no more, from the next request on.',
    parameters: [idOf('session')],
    success: noContent,
    failures: ['signed_out', 'session_unknown'],
  },
  {
    id: 'listDevices',
    tag: 'access',
    path: '/account/devices',
    endpoint: access.listDevices,
    summary: 'List the devices',
    about: 'Apps that open the account, and get a new password pushed: the primary one first.',
    success: devices,
    failures: ['signed_out'],
  },
  {
    id: 'forgetDevice',
    tag: 'access',
    path: '/account/devices/{id}',
    endpoint: access.forgetDevice,
    summary: 'Forget a device',
    about: 'It opens the account no more, and gets no more messages. A session that is open on it stays.',
    parameters: [idOf('device')],
    success: noContent,
    failures: ['signed_out', 'not_found'],
  },
  {
    id: 'listEvents',
    tag: 'access',
    path: '/account/events',
    endpoint: access.listEvents,
    summary: 'List what happened',
    about: 'The newest first. `hasMore` tells whether a larger `limit` would show more.',
    parameters: [
      {
        name: 'limit',
        in: 'query',
        about: `How many, from 1 to ${policy.eventsPerAccount}; ${policy.eventsPerPage} without it.`,
        example: policy.eventsPerPage,
        schema: z.int().min(1).max(policy.eventsPerAccount),
      },
    ],
    success: events,
    failures: ['signed_out'],
  },
  {
    id: 'listProviders',
    tag: 'access',
    path: '/account/providers',
    endpoint: access.listProviders,
    summary: 'List the providers',
    about:
      'Other services that open the account. To connect one takes a browser: the page `/edit-profile` does it.',
    success: providers,
    failures: ['signed_out'],
  },
  {
    id: 'disconnectProvider',
    tag: 'access',
    path: '/account/providers/disconnect',
    endpoint: access.disconnectProvider,
    summary: 'Disconnect a provider',
    about: 'The last way in stays: an account without a password sets one first.',
    body: {
      schema: providerBody,
      example: { issuer: 'https://id.example.org', currentPassword: 'correct horse' },
    },
    success: noContent,
    failures: [...provesPassword, 'last_way_in', 'not_found'],
  },
]
