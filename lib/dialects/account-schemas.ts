import { z } from 'zod'
import { eventKinds } from '@/lib/account/event'
import type { FailureCode } from '@/lib/account/failure'
import { channels } from './account'

/** What answers of `/api/account` hold, for its reference. */

export const channel = z.enum(channels)
export const moment = z.iso.datetime()

export const accountSchema = z
  .object({
    id: z.uuid(),
    username: z.string().nullable(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    hasPassword: z.boolean(),
    role: z.enum(['user', 'admin']),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    phone: z.string().nullable(),
    gender: z.enum(['female', 'male']).nullable(),
    region: z.string().nullable(),
    locale: z.enum(['en', 'ru']),
    createdAt: moment,
    picture: z.url(),
  })
  .strict()

export const sampleAccount = {
  id: '4ba4a8ca-dcad-49eb-8204-bae8b69b6b84',
  username: 'Ada',
  email: 'ada@example.com',
  emailVerified: true,
  hasPassword: true,
  role: 'user',
  firstName: 'Ada',
  lastName: 'Lovelace',
  phone: null,
  gender: 'female',
  region: null,
  locale: 'en',
  createdAt: '2026-11-02T09:30:00.000Z',
  picture: 'https://accounts.example.com/avatars/default-4-41-4c.png',
}
export const eventsAnswer = {
  status: 200,
  schema: z
    .object({
      events: z.array(
        z
          .object({
            id: z.string(),
            kind: z.enum(eventKinds),
            at: moment,
            channel: channel.nullable(),
            userAgent: z.string().nullable(),
            ip: z.string().nullable(),
            details: z.record(z.string(), z.union([z.string(), z.number()])),
          })
          .strict(),
      ),
      hasMore: z.boolean(),
    })
    .strict(),
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

/** What success without a body is. */
export const noContent = { status: 204, schema: z.null(), example: null }

/** Why a change may be refused that asks for the current password. */
export const provesPassword: readonly FailureCode[] = ['signed_out', 'wrong_password', 'too_many_requests']
