import type { AccountApi, Member } from '@/e2e/support/clients/account-api'
import type { ProblemCode } from '@/e2e/support/clients/expected-problem'
import { goodPassword, otherPassword, unique } from '@/lib/testing/accounts'
import { noisyPng, pngBomb, redAndBlue } from '@/lib/testing/pictures'

/** A request to our own API that fails: what is sent, and the complete answer. */
export interface Row {
  readonly name: string
  readonly request: string
  /** Without a session. */
  readonly guest?: true
  readonly body?: Body | ((member: Member, api: AccountApi) => Body | Promise<Body>)
  readonly headers?: Record<string, string>
  readonly codes: ProblemCode | readonly [ProblemCode, ...ProblemCode[]]
  readonly allow?: string
}

type Body = object | string | Uint8Array

const unusedId = '01955c1e-7a10-7c3e-8f52-3d5b1c7e9a02'

const row = (name: string, request: string, body: Row['body'], codes: Row['codes']): Row => ({
  name,
  request,
  codes,
  ...(body !== undefined && { body }),
})
/** A row whose request also sends the current password. */
const rowWithPassword = (name: string, request: string, body: object, codes: Row['codes']) =>
  row(name, request, ({ password }) => ({ currentPassword: password, ...body }), codes)

export const profileRows: readonly Row[] = [
  row('a link in a first name', 'PATCH ', { firstName: 'Pay at http://evil.test' }, 'first_name_invalid'),
  row('a last name of 65 characters', 'PATCH ', { lastName: 'L'.repeat(65) }, 'last_name_invalid'),
  row('letters instead of a phone', 'PATCH ', { phone: 'call me' }, 'phone_invalid'),
  row('an unknown gender', 'PATCH ', { gender: 'x' }, 'gender_invalid'),
  row('a line break in a region', 'PATCH ', { region: 'A\nB' }, 'region_invalid'),
  row('an unsupported language', 'PATCH ', { locale: 'de' }, 'locale_invalid'),
  row(
    'all errors are reported at once',
    'PATCH ',
    { firstName: '\u0007', lastName: '\u0007', phone: 'x', gender: 'x', region: '\u0007', locale: 'x' },
    [
      'first_name_invalid',
      'last_name_invalid',
      'phone_invalid',
      'gender_invalid',
      'region_invalid',
      'locale_invalid',
    ],
  ),
  row('the language cannot be removed', 'PATCH ', { remove: ['locale'] }, 'malformed'),
  row(
    'a field that is set cannot also be removed',
    'PATCH ',
    { phone: '112233', remove: 'phone' },
    'malformed',
  ),
  row('a number instead of a list to remove', 'PATCH ', { remove: 7 }, 'malformed'),
  row('an object instead of text', 'PATCH ', { firstName: { is: 'Ada' } }, 'malformed'),
  row('broken JSON', 'PATCH ', '{"firstName":', 'malformed'),

  rowWithPassword('no username', 'PUT /username', {}, 'username_missing'),
  rowWithPassword('an empty one', 'PUT /username', { username: '' }, 'username_missing'),
  rowWithPassword('a short one', 'PUT /username', { username: 'ab' }, 'username_short'),
  rowWithPassword('one with a space', 'PUT /username', { username: 'two words' }, 'username_characters'),
  rowWithPassword('a reserved one', 'PUT /username', { username: 'Admin' }, 'username_reserved'),
  row(
    'a taken one, in other letters',
    'PUT /username',
    async ({ password }, { channels }) => {
      const { username } = await channels.newVerifiedPerson()
      return { username: username.toUpperCase(), currentPassword: password }
    },
    'username_taken',
  ),
  row('no password', 'PUT /username', { username: unique('ada') }, 'wrong_password'),
  row(
    'a wrong password',
    'PUT /username',
    { username: unique('ada'), currentPassword: otherPassword },
    'wrong_password',
  ),
  row('broken JSON', 'PUT /username', '[', 'malformed'),

  rowWithPassword('no address', 'PUT /email', {}, 'email_missing'),
  rowWithPassword('an invalid one', 'PUT /email', { email: 'ada@' }, 'email_invalid'),
  row(
    'the one it has',
    'PUT /email',
    ({ email, password }) => ({ email: email.toUpperCase(), currentPassword: password }),
    'email_unchanged',
  ),
  row('no password', 'PUT /email', { email: 'a@x.test' }, 'wrong_password'),
  row('an empty password', 'PUT /email', { email: 'a@x.test', currentPassword: '' }, 'wrong_password'),
  row('broken JSON', 'PUT /email', '{', 'malformed'),

  rowWithPassword('no new password', 'PUT /password', {}, 'password_missing'),
  rowWithPassword('a short one', 'PUT /password', { newPassword: 'q7#Zk!1' }, 'password_short'),
  rowWithPassword(
    'one of 257 characters',
    'PUT /password',
    { newPassword: 'q7#Z'.repeat(65) },
    'password_long',
  ),
  rowWithPassword('a common one', 'PUT /password', { newPassword: 'Password1' }, 'password_common'),
  row(
    'the username',
    'PUT /password',
    ({ username, password }) => ({ newPassword: username, currentPassword: password }),
    'password_is_login',
  ),
  row('no current one', 'PUT /password', { newPassword: otherPassword }, 'wrong_password'),
  row(
    'a wrong current one and a short common one: all is named',
    'PUT /password',
    { newPassword: 'secret', currentPassword: otherPassword },
    ['wrong_password', 'password_short', 'password_common'],
  ),
  row('broken JSON', 'PUT /password', '{', 'malformed'),
]

export const pictureRows: readonly Row[] = [
  row('no picture', 'PUT /picture', '', 'picture_missing'),
  row('text', 'PUT /picture', 'a picture of me', 'picture_unreadable'),
  row(
    'a drawing that could hold a script',
    'PUT /picture',
    '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    'picture_unreadable',
  ),
  row('a small one', 'PUT /picture', async () => redAndBlue(63, 500).png().toBuffer(), 'picture_too_small'),
  row('too many pixels', 'PUT /picture', pngBomb(6_000), 'picture_too_many_pixels'),
  row('11 MB', 'PUT /picture', () => noisyPng(2_000, 1_900), 'picture_too_large'),
  {
    ...row('an invalid form', 'PUT /picture', 'a=b', 'malformed'),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  },
]

export const accessRows: readonly Row[] = [
  row('an unknown session', `DELETE /sessions/${unusedId}`, undefined, 'session_unknown'),
  row('no session', 'DELETE /sessions/none', undefined, 'session_unknown'),
  row('an unknown device', `DELETE /devices/${unusedId}`, undefined, 'not_found'),
  row('no device', 'DELETE /devices/%00', undefined, 'not_found'),
  row('no events', 'GET /events?limit=0', undefined, 'malformed'),
  row('more events than are stored', 'GET /events?limit=1001', undefined, 'malformed'),
  row('a word instead of a number', 'GET /events?limit=all', undefined, 'malformed'),
  row('half an event', 'GET /events?limit=1.5', undefined, 'malformed'),
  row('invalid UTF-8', 'GET /events?limit=%ff', undefined, 'malformed'),
  rowWithPassword('no provider', 'POST /providers/disconnect', {}, 'malformed'),
  rowWithPassword(
    'one that is not connected',
    'POST /providers/disconnect',
    { issuer: 'https://x.test' },
    'not_found',
  ),
  row('no password', 'POST /providers/disconnect', { issuer: 'https://x.test' }, 'wrong_password'),
]

/** Every endpoint that needs a session, with a valid request. */
const endpoints: readonly (readonly [to: string, body?: object])[] = [
  ['GET '],
  ['PATCH ', { firstName: 'Eve' }],
  ['PUT /username', { username: 'eve', currentPassword: goodPassword }],
  ['GET /email'],
  ['PUT /email', { email: 'eve@evil.test', currentPassword: goodPassword }],
  ['DELETE /email-change'],
  ['PUT /password', { newPassword: otherPassword, currentPassword: goodPassword }],
  ['PUT /picture'],
  ['DELETE /picture'],
  ['GET /sessions'],
  ['DELETE /sessions'],
  [`DELETE /sessions/${unusedId}`],
  ['GET /devices'],
  [`DELETE /devices/${unusedId}`],
  ['GET /events'],
  ['GET /providers'],
  ['POST /providers/disconnect', { issuer: 'https://x.test', currentPassword: goodPassword }],
]

export const guestRows: readonly Row[] = endpoints.map(([request, body]) => ({
  ...row('no session', request, body, 'signed_out'),
  guest: true,
}))

export const crossSiteRows: readonly Row[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://evil.test' },
  { origin: 'null' },
  { referer: 'https://evil.test/page' },
].flatMap((headers) =>
  [...endpoints, ['POST /sign-out'] as const].map(([request, body]) => ({
    ...row(`from another site's page, ${JSON.stringify(headers)}`, request, body, 'cross_site'),
    headers,
  })),
)

const allowed: Readonly<Record<string, string>> = {
  '': 'GET, HEAD, PATCH',
  '/sign-out': 'POST',
  '/username': 'PUT',
  '/email': 'GET, HEAD, PUT',
  '/email-change': 'DELETE',
  '/password': 'PUT',
  '/picture': 'PUT, DELETE',
  '/sessions': 'GET, HEAD, DELETE',
  [`/sessions/${unusedId}`]: 'DELETE',
  '/devices': 'GET, HEAD',
  [`/devices/${unusedId}`]: 'DELETE',
  '/events': 'GET, HEAD',
  '/providers': 'GET, HEAD',
  '/providers/disconnect': 'POST',
}

export const methodRows: readonly Row[] = Object.entries(allowed).flatMap(([path, allow]) =>
  ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
    .filter((method) => !allow.split(', ').includes(method))
    .map((method) => ({
      ...row('an unsupported method', `${method} ${path}`, undefined, 'method_not_allowed'),
      allow,
    })),
)

export const unknownPathRows: readonly Row[] = ['/nope', '/sessions/a/b', '/email/change', '/%zz'].flatMap(
  (path) =>
    ['GET', 'POST', 'DELETE'].map((method) =>
      row('an unknown path', `${method} ${path}`, undefined, 'not_found'),
    ),
)
