import { badDetails, badEmail, badNewPassword, badUsername } from '@/lib/dialects/forms/form'
import type { ReferenceEntry } from '@/lib/dialects/reference'
import * as bodies from './account-bodies'
import * as profile from './account-profile'
import { currentPasswordFailures, noContent, sampleAccount } from './account-samples'
import * as schemas from './account-schemas'

const whoAmI = {
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
    summary: 'Show the signed-in account',
    about:
      'Returns the account and the session of the cookie or bearer token. The answer is 401 after the session has ' +
      'ended. Your own services can check sessions with this call.',
    success: whoAmI,
    failures: ['signed_out'],
  },
  {
    id: 'changeProfile',
    tag: 'profile',
    path: '/account',
    endpoint: profile.changeDetails,
    summary: 'Change the profile',
    about:
      'Absent, null and empty fields are not changed, so an app can send its whole form. To empty fields, name them in ' +
      '`remove`. The language cannot be emptied.',
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
    about: 'An account without a password must set one first.',
    body: {
      schema: bodies.usernameBody,
      example: { username: 'Countess', currentPassword: 'correct horse' },
    },
    success: {
      status: 200,
      schema: schemas.usernameAnswer,
      example: { username: 'Countess' },
    },
    failures: [...currentPasswordFailures, ...badUsername],
  },
  {
    id: 'showEmail',
    tag: 'profile',
    path: '/account/email',
    endpoint: profile.showEmail,
    summary: 'Show the email address',
    about: '`pending` is a new address that is not confirmed yet, and when its link expires.',
    success: email,
    failures: ['signed_out'],
  },
  {
    id: 'changeEmail',
    tag: 'profile',
    path: '/account/email',
    endpoint: profile.changeEmail,
    summary: 'Change the email address',
    about:
      'The new address gets a mail and is used after its link is confirmed. The old address is notified. An account ' +
      'without an address and without a password can add its first address without `currentPassword`.',
    body: {
      schema: bodies.emailBody,
      example: { email: 'countess@example.com', currentPassword: 'correct horse' },
    },
    success: {
      status: 202,
      schema: schemas.emailAsked,
      example: { email: 'countess@example.com', pending: true },
    },
    failures: [...currentPasswordFailures, ...badEmail, 'email_unchanged'],
  },
  {
    id: 'cancelEmailChange',
    tag: 'profile',
    path: '/account/email-change',
    endpoint: profile.cancelEmailChange,
    summary: 'Cancel a change of the email address',
    about: 'The link in the mail becomes invalid. The answer is also 204 if no change is pending.',
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
      'All other sessions end. An account without a password and without a connected provider can set its first ' +
      'password without `currentPassword`.',
    body: {
      schema: bodies.passwordBody,
      example: { newPassword: 'battery staple', currentPassword: 'correct horse' },
    },
    success: noContent,
    failures: [...currentPasswordFailures, ...badNewPassword],
  },
  {
    id: 'setPicture',
    tag: 'profile',
    path: '/account/picture',
    endpoint: profile.setPicture,
    summary: 'Set the picture',
    about:
      'Send a JPEG, PNG, WebP or GIF file of up to 10 MB, as the body itself or as the form field `picture`. The ' +
      'picture is converted and gets a new URL: `account.picture`.',
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
    about: 'A picture with initials is shown instead.',
    success: account,
    failures: ['signed_out'],
  },
]
