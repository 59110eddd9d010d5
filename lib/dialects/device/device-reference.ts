import { badUsername } from '@/lib/dialects/forms/form'
import type { Reference, ReferenceEntry } from '@/lib/dialects/reference'
import * as bodies from './device-bodies'
import * as device from './device-dialect'

const badNewPassword = ['password_short', 'password_long', 'password_common', 'password_is_login'] as const
// A taken login is `account_used`.
const badLogin = badUsername.filter((code) => code !== 'username_taken')
const login = {
  name: 'login',
  in: 'query',
  about:
    'The login, if the request has no session cookie. The cookie of an ended session is enough, except after a sign-out.',
  example: 'Toto',
} as const

const listTools: ReferenceEntry = {
  id: 'listTools',
  tag: 'password',
  path: '/password/tools',
  endpoint: device.tools,
  summary: 'List the recovery tools',
  about:
    'How the person can get a new password: by `email`, or by `push` to a device. Devices are listed by the day when ' +
    'they were registered.',
  parameters: [login],
  success: {
    status: 200,
    schema: bodies.tools,
    example: { tools: { email: true, push: ['22/09/2014', '02/10/2014'] } },
  },
  failures: ['no_tools', 'too_many_requests'],
}

const requestPassword: ReferenceEntry = {
  id: 'requestPassword',
  tag: 'password',
  path: '/password/request',
  endpoint: device.requestPassword,
  summary: 'Send a new password',
  about:
    'By `email` or `push`. The new password is valid for 24 hours. The old one stays valid until the new one is first ' +
    'used. A push goes to the primary device, or to the device registered on the day in `device`.',
  body: { schema: bodies.requestBody, example: { tool: 'push', login: 'Toto', device: '22/09/2014' } },
  success: { status: 200, schema: bodies.requested, example: { tool: 'push' } },
  failures: ['tool_not_available', 'too_many_requests'],
}

const setPassword: ReferenceEntry = {
  id: 'setPassword',
  tag: 'password',
  path: '/password/set',
  endpoint: device.setPassword,
  summary: 'Set the password of an account',
  about:
    'For administrators only. The password is mailed to `email`; if none is given, one is generated. All sessions of ' +
    'the account end.',
  needs: 'session',
  body: {
    schema: bodies.setBody,
    example: { login: 'pupkin', email: 'pupkin@mail.ru', password: '193rfhwiHSD' },
  },
  success: { status: 200, schema: bodies.setFor, example: { user: { login: 'pupkin' } } },
  failures: [
    'admin_only',
    'login_unknown',
    'username_missing',
    'email_missing',
    'email_invalid',
    ...badNewPassword,
    'too_many_requests',
  ],
}

export const deviceReference: Reference = {
  dialect: device.device,
  title: 'Latchkey, device dialect',
  about:
    'For apps that identify a person by a login and a device. Requests are JSON; `Content-Type` is ignored. Failures ' +
    'are `{"error_message":…,"error_code":…}`. The session cookie lasts long. Empty and null fields count as absent. ' +
    'The last three endpoints are those of version 1. To check who is signed in: `GET /api/account`. To sign out: ' +
    '`POST /logout`.',
  base: '',
  failure: bodies.failure,
  entries: [
    {
      id: 'listAddresses',
      tag: 'start',
      path: '/main',
      endpoint: device.main,
      summary: 'List the endpoints',
      about: 'The paths to sign in and to recover a password.',
      success: {
        status: 200,
        schema: bodies.addresses,
        example: {
          auth: '/auth',
          password_tools: '/password/tools',
          password_request: '/password/request',
        },
      },
      failures: [],
    },
    {
      id: 'signIn',
      tag: 'session',
      path: '/auth',
      endpoint: device.auth,
      summary: 'Sign in or register',
      about:
        'A new login creates an account; an email address as login becomes its email address. A known login needs its ' +
        'password, or a live session cookie of the account. If the account has no password, one of its devices is ' +
        'enough; if it also has no connected provider, an expired session cookie is enough. The answer has all fields ' +
        'with a value. `gender` is true for a woman. `userpic` is the URL of a JPEG or PNG. `primary_device_id` means ' +
        'the same as `device_id`. An app that cannot use cookies sends `"session":"bearer"`: cookies are then ignored, ' +
        'and the answer has the session as `token`, to be sent as `Authorization: Bearer …`.',
      body: {
        schema: bodies.signInBody,
        example: { login: 'Toto', password: 'correct horse', device_id: 'id', device_token: 'token' },
      },
      success: {
        status: 200,
        schema: bodies.signedIn,
        example: { user: bodies.sampleUser },
        headers: { 'Set-Cookie': 'The session cookie. It lasts 180 days without use, and at most 400 days.' },
      },
      failures: [
        ...badLogin,
        ...badNewPassword,
        'device_id_invalid',
        'account_used',
        'wrong_credentials',
        'too_many_requests',
      ],
    },
    {
      id: 'setUser',
      tag: 'profile',
      path: '/user/set',
      endpoint: device.setUser,
      summary: 'Change the user’s data',
      about:
        'Sets the given fields, all or none. To change an existing password or email address, send ' +
        '`current_password`; a first one does not need it. A new email address is used at once and gets a mail with a ' +
        'link to confirm it.',
      needs: 'session',
      body: {
        schema: bodies.userBody,
        example: { email: 'test@test.com', phone: '12321', gender: false, region: 'Nsk' },
      },
      success: { status: 200, schema: bodies.userAnswer, example: { user: bodies.sampleUser } },
      failures: [
        'signed_out',
        'wrong_password',
        'email_invalid',
        'email_taken',
        'phone_invalid',
        'gender_invalid',
        'region_invalid',
        ...badNewPassword,
        'too_many_requests',
      ],
    },
    {
      id: 'signOut',
      tag: 'session',
      path: '/logout',
      endpoint: device.logout,
      summary: 'Sign out',
      about: 'Ends the session of the cookie or bearer token. Also works without a session.',
      success: {
        status: 200,
        schema: bodies.done,
        example: {},
        headers: { 'Set-Cookie': 'Deletes the session cookie.' },
      },
      failures: [],
    },
    listTools,
    requestPassword,
    setPassword,
    {
      ...listTools,
      id: 'listToolNames',
      path: '/password_tools',
      endpoint: device.toolNames,
      summary: 'List the recovery tools (version 1)',
      about: 'Only the names of the tools.',
      success: { status: 200, schema: bodies.toolNames, example: { tools: ['email', 'push'] } },
    },
    {
      ...requestPassword,
      id: 'requestPasswordOfVersion1',
      path: '/request_password',
      summary: 'Send a new password (version 1)',
    },
    {
      ...setPassword,
      id: 'setPasswordOfVersion1',
      path: '/set_user_password',
      summary: 'Set the password of an account (version 1)',
    },
  ],
}
