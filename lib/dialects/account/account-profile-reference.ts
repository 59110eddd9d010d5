import { badDetails, badEmail, badNewPassword, badUsername } from '@/lib/dialects/forms/form'
import type { ReferenceEntry } from '@/lib/dialects/reference'
import * as bodies from './account-bodies'
import * as profile from './account-profile'
import { noContent, provesPassword, sampleAccount } from './account-samples'
import * as schemas from './account-schemas'

/** What developers are told of the endpoints in `account-profile.ts`. */

const who = {
  status: 200,
  schema: schemas.whoAnswer,
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

const email = {
  status: 200,
  schema: schemas.emailAnswer,
  example: {
    email: 'ada@example.com',
    emailVerified: true,
    pending: { email: 'countess@example.com', expiresAt: '2026-11-29T09:30:00.000Z' },
  },
}

const account = { status: 200, schema: schemas.accountAnswer, example: { account: sampleAccount } }

export const profileEntries: readonly ReferenceEntry[] = [
  {
    id: 'whoAmI',
    tag: 'session',
    path: '/account',
    endpoint: profile.show,
    summary: 'Who am I',
    about:
      'Whose the cookie or the bearer is, and until when it counts. 401 once the session is ended: a service behind ' +
      'Latchkey checks sessions with it.',
    success: who,
    failures: ['signed_out'],
  },
  {
    id: 'changeProfile',
    tag: 'profile',
    path: '/account',
    endpoint: profile.changeDetails,
    summary: 'Change the profile',
    about:
      'A field that is absent, null or empty stays as it is, so that an app may send its whole form. What shall go is ' +
      'named in `remove`; the language can only be changed.',
    body: { schema: bodies.detailsBody, example: { firstName: 'Ada', locale: 'en', remove: ['phone'] } },
    success: account,
    failures: ['signed_out', ...badDetails],
  },
  {
    id: 'changeUsername',
    tag: 'profile',
    path: '/account/username',
    endpoint: profile.changeUsername,
    summary: 'Change the username',
    about: 'An account without a password sets one first.',
    body: {
      schema: bodies.usernameBody,
      example: { username: 'Countess', currentPassword: 'correct horse' },
    },
    success: {
      status: 200,
      schema: schemas.usernameAnswer,
      example: { username: 'Countess' },
    },
    failures: [...provesPassword, ...badUsername],
  },
  {
    id: 'showEmail',
    tag: 'profile',
    path: '/account/email',
    endpoint: profile.showEmail,
    summary: 'Show the address',
    about: '`pending` is the address that waits to be confirmed, and until when its link is good.',
    success: email,
    failures: ['signed_out'],
  },
  {
    id: 'changeEmail',
    tag: 'profile',
    path: '/account/email',
    endpoint: profile.changeEmail,
    summary: 'Change the address',
    about:
      'The new address counts once the link in its mail is opened; the old one is told. An account without an address ' +
      'and without a password adds its first one with the session alone.',
    body: {
      schema: bodies.emailBody,
      example: { email: 'countess@example.com', currentPassword: 'correct horse' },
    },
    success: {
      status: 202,
      schema: schemas.emailAsked,
      example: { email: 'countess@example.com', pending: true },
    },
    failures: [...provesPassword, ...badEmail, 'email_unchanged'],
  },
  {
    id: 'cancelEmailChange',
    tag: 'profile',
    path: '/account/email-change',
    endpoint: profile.cancelEmailChange,
    summary: 'Give up a change of address',
    about: 'Its link is void. Also 204 where none waits.',
    success: noContent,
    failures: ['signed_out'],
  },
  {
    id: 'changePassword',
    tag: 'password',
    path: '/account/password',
    endpoint: profile.changePassword,
    summary: 'Change the password',
    about:
      'Every other session ends. An account that has no password, and that no other provider opens, sets its first ' +
      'one with the session alone.',
    body: {
      schema: bodies.passwordBody,
      example: { newPassword: 'battery staple', currentPassword: 'correct horse' },
    },
    success: noContent,
    failures: [...provesPassword, ...badNewPassword],
  },
  {
    id: 'setPicture',
    tag: 'profile',
    path: '/account/picture',
    endpoint: profile.setPicture,
    summary: 'Set the picture',
    about:
      'A JPEG, PNG, WebP or GIF of up to 10 MB, as the body itself or as `picture` in a form. It is drawn anew and has ' +
      'an address of its own: `account.picture`.',
    upload: 'picture',
    success: account,
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
    id: 'removePicture',
    tag: 'profile',
    path: '/account/picture',
    endpoint: profile.removePicture,
    summary: 'Remove the picture',
    about: 'Initials stand in its place.',
    success: account,
    failures: ['signed_out'],
  },
]
