import { z } from 'zod'
import type { ReferenceEntry } from '@/lib/dialects/reference'
import { policy } from '@/lib/policy'
import * as access from './account-access'
import { providerBody } from './account-bodies'
import { currentPasswordFailures, noContent } from './account-samples'
import * as schemas from './account-schemas'

const sampleId = '01955c1e-7a10-7c3e-8f52-3d5b1c7e9a02'
const idOf = (what: string) =>
  ({ name: 'id', in: 'path', about: `The id of the ${what}, from the list.`, example: sampleId }) as const

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
    about: 'Ends the session and deletes the cookie. The answer is also 204 without a session.',
    success: noContent,
    failures: [],
  },
  {
    id: 'listSessions',
    tag: 'access',
    path: '/account/sessions',
    endpoint: access.listSessions,
    summary: 'List the sessions',
    about: 'Where the account is signed in. The current session comes first, then the last used.',
    success: sessions,
    failures: ['signed_out'],
  },
  {
    id: 'endOtherSessions',
    tag: 'access',
    path: '/account/sessions',
    endpoint: access.endOtherSessions,
    summary: 'End all other sessions',
    about: 'The current session is kept.',
    success: noContent,
    failures: ['signed_out'],
  },
  {
    id: 'endSession',
    tag: 'access',
    path: '/account/sessions/{id}',
    endpoint: access.endSession,
    summary: 'End a session',
    about: 'Its cookie or token is invalid from the next request on.',
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
    about:
      'App installations of the account. A new password can be pushed to them, and they can open an account that has ' +
      'no password. The primary device comes first.',
    success: devices,
    failures: ['signed_out'],
  },
  {
    id: 'forgetDevice',
    tag: 'access',
    path: '/account/devices/{id}',
    endpoint: access.forgetDevice,
    summary: 'Forget a device',
    about:
      'The device can no longer open the account and gets no more messages. Its open session does not end; end it ' +
      'separately.',
    parameters: [idOf('device')],
    success: noContent,
    failures: ['signed_out', 'not_found'],
  },
  {
    id: 'listEvents',
    tag: 'access',
    path: '/account/events',
    endpoint: access.listEvents,
    summary: 'List the events',
    about: 'What happened on the account, newest first. `hasMore`: a larger `limit` would return more.',
    parameters: [
      {
        name: 'limit',
        in: 'query',
        about: `The maximum number of events, from 1 to ${policy.eventsPerAccount}. Default: ${policy.eventsPerPage}.`,
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
      'Other services that can sign in to the account. To connect one, open the page `/edit-profile` in a browser.',
    success: providers,
    failures: ['signed_out'],
  },
  {
    id: 'disconnectProvider',
    tag: 'access',
    path: '/account/providers/disconnect',
    endpoint: access.disconnectProvider,
    summary: 'Disconnect a provider',
    about: 'An account without a password must set one first, so that it can still sign in.',
    body: {
      schema: providerBody,
      example: { issuer: 'https://id.example.org', currentPassword: 'correct horse' },
    },
    success: noContent,
    failures: [...currentPasswordFailures, 'last_way_in', 'not_found'],
  },
]
