import { z } from 'zod'
import * as profile from './account-profile'
import { accountSchema, channel, moment, noContent, provesPassword, sampleAccount } from './account-schemas'
import { badEmail, badNewPassword, badUsername } from './form'
import type { ReferenceEntry } from './reference'

/** What developers are told of the endpoints in `account-profile.ts`. */

const showAnswer = {
  status: 200,
  schema: z
    .object({
      account: accountSchema,
      session: z
        .object({ id: z.uuid(), channel, createdAt: moment, expiresAt: moment, endsAt: moment })
        .strict(),
    })
    .strict(),
  example: {
    account: sampleAccount,
    session: {
      id: '01955c1e-7a10-7c3e-8f52-3d5b1c7e9a01',
      channel: 'rest',
      createdAt: '2026-11-28T09:30:00.000Z',
      expiresAt: '2026-12-28T09:30:00.000Z',
      endsAt: '2027-02-26T09:30:00.000Z',
    },
  },
}

const emailAnswer = {
  status: 200,
  schema: z
    .object({
      email: z.string().nullable(),
      emailVerified: z.boolean(),
      pending: z.object({ email: z.string(), expiresAt: moment }).strict().nullable(),
    })
    .strict(),
  example: {
    email: 'ada@example.com',
    emailVerified: true,
    pending: { email: 'countess@example.com', expiresAt: '2026-11-29T09:30:00.000Z' },
  },
}

const accountAnswer = {
  status: 200,
  schema: z.object({ account: accountSchema }).strict(),
  example: { account: sampleAccount },
}

export const profileEntries: readonly ReferenceEntry[] = [
  {
    path: '/account',
    methods: profile.show.methods,
    summary: 'Who am I',
    about:
      'Whose the cookie or the bearer is, and until when it counts. 401 once the session is ended: a service behind ' +
      'Latchkey checks sessions with it.',
    success: showAnswer,
    failures: ['signed_out'],
  },
  {
    path: '/account',
    methods: profile.changeDetails.methods,
    summary: 'Change the profile',
    about:
      'A field that is absent, null or empty stays as it is, so that an app may send its whole form. What shall go is ' +
      'named in `remove`; the language can only be changed.',
    body: { schema: profile.detailsShape, example: { firstName: 'Ada', locale: 'en', remove: ['phone'] } },
    success: accountAnswer,
    failures: [
      'signed_out',
      'first_name_invalid',
      'last_name_invalid',
      'phone_invalid',
      'gender_invalid',
      'region_invalid',
      'locale_invalid',
    ],
  },
  {
    path: '/account/username',
    methods: profile.changeUsername.methods,
    summary: 'Change the username',
    about: 'An account without a password sets one first.',
    body: {
      schema: profile.usernameShape,
      example: { username: 'Countess', currentPassword: 'correct horse' },
    },
    success: {
      status: 200,
      schema: z.object({ username: z.string() }).strict(),
      example: { username: 'Countess' },
    },
    failures: [...provesPassword, ...badUsername],
  },
  {
    path: '/account/email',
    methods: profile.showEmail.methods,
    summary: 'Show the address',
    about: '`pending` is the address that waits to be confirmed, and until when its link is good.',
    success: emailAnswer,
    failures: ['signed_out'],
  },
  {
    path: '/account/email',
    methods: profile.changeEmail.methods,
    summary: 'Change the address',
    about:
      'The new address counts once the link in its mail is opened; the old one is told. An account without an address ' +
      'and without a password adds its first one with the session alone.',
    body: {
      schema: profile.emailShape,
      example: { email: 'countess@example.com', currentPassword: 'correct horse' },
    },
    success: {
      status: 202,
      schema: z.object({ email: z.string(), pending: z.literal(true) }).strict(),
      example: { email: 'countess@example.com', pending: true },
    },
    failures: [...provesPassword, ...badEmail, 'email_unchanged'],
  },
  {
    path: '/account/email-change',
    methods: profile.cancelEmailChange.methods,
    summary: 'Give up a change of address',
    about: 'Its link is void. Also 204 where none waits.',
    success: noContent,
    failures: ['signed_out'],
  },
  {
    path: '/account/password',
    methods: profile.changePassword.methods,
    summary: 'Change the password',
    about:
      'Every other session ends. An account that has no password, and that no other provider opens, sets its first ' +
      'one with the session alone.',
    body: {
      schema: profile.passwordShape,
      example: { newPassword: 'battery staple', currentPassword: 'correct horse' },
    },
    success: noContent,
    failures: [...provesPassword, ...badNewPassword],
  },
  {
    path: '/account/picture',
    methods: profile.setPicture.methods,
    summary: 'Set the picture',
    about:
      'A JPEG, PNG, WebP or GIF of up to 10 MB, as the body itself or as `picture` in a form. It is drawn anew and has ' +
      'an address of its own: `account.picture`.',
    upload: 'picture',
    success: accountAnswer,
    failures: [
      'signed_out',
      'picture_missing',
      'picture_too_large',
      'picture_unreadable',
      'picture_too_small',
      'picture_too_many_pixels',
      'too_many_requests',
    ],
  },
  {
    path: '/account/picture',
    methods: profile.removePicture.methods,
    summary: 'Remove the picture',
    about: 'Initials stand in its place.',
    success: accountAnswer,
    failures: ['signed_out'],
  },
]
