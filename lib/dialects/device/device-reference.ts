import { badUsername } from '@/lib/dialects/forms/form'
import type { Reference, ReferenceEntry } from '@/lib/dialects/reference'
import * as bodies from './device-bodies'
import * as device from './device-dialect'

const badNewPassword = ['password_short', 'password_long', 'password_common', 'password_is_login'] as const
// A login that somebody has is `account_used`.
const badLogin = badUsername.filter((code) => code !== 'username_taken')
const login = {
  name: 'login',
  in: 'query',
  about:
    'Whose tools, where no cookie tells. A cookie whose session was ended tells too, unless by a sign-out.',
  example: 'Toto',
} as const

const listTools: ReferenceEntry = {
  id: 'listTools',
  tag: 'password',
  path: '/password/tools',
  endpoint: device.tools,
  summary: 'List the recovery tools',
  about:
    'How somebody can get a new password: `email`, or `push` to one of the devices, which are listed by the days on ' +
    'which they were registered.',
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
    'By `email` or `push`. The old password stays good until the new one is first used, within 24 hours. ' +
    'A push goes to the primary device, or to the one of the day in `device`, as the tools list it.',
  body: { schema: bodies.requestBody, example: { tool: 'push', login: 'Toto', device: '22/09/2014' } },
  success: { status: 200, schema: bodies.requested, example: { tool: 'push' } },
  failures: ['tool_not_available', 'too_many_requests'],
}

const setPassword: ReferenceEntry = {
  id: 'setPassword',
  tag: 'password',
  path: '/password/set',
  endpoint: device.setPassword,
  summary: 'Set somebody’s password',
  about: 'For administrators. It is mailed to `email`, made up when none is given, and ends all sessions.',
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
    'For apps that know a person by a login and a device. JSON in (whatever Content-Type says), ' +
    '`{"error_message":…,"error_code":…}` for a failure, and a cookie that lives long. An empty or null field counts ' +
    'as absent. The last three addresses are those of version 1. Who a cookie or token belongs to: `GET /api/account`. ' +
    'To sign out: `POST /logout`.',
  base: '',
  failure: bodies.failure,
  entries: [
    {
      id: 'listAddresses',
      tag: 'start',
      path: '/main',
      endpoint: device.main,
      summary: 'List the addresses',
      about: 'Where to sign in and to recover a password.',
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
      summary: 'Sign in or up',
      about:
        'A new login makes an account. A known one is entered by its password; without one by a live cookie of ' +
        'it, or, where the account has no password, by one of its devices or, where no provider opens it either, by an ' +
        'expired cookie. A login that is an address makes an account with that address. The answer holds ' +
        'the fields that are filled; `gender` is true for a woman. `userpic` is the address of a JPEG or PNG. ' +
        '`primary_device_id` is read as `device_id`. An app whose cookies do not travel asks for `"session":"bearer"`: ' +
        'its cookie is not read then, and a new session comes as `token`, to be sent as `Authorization: Bearer …`.',
      body: {
        schema: bodies.signInBody,
        example: { login: 'Toto', password: 'correct horse', device_id: 'id', device_token: 'token' },
      },
      success: {
        status: 200,
        schema: bodies.signedIn,
        example: { user: bodies.sampleUser },
        headers: { 'Set-Cookie': 'The session: it lasts 180 days unused, and 400 at most.' },
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
      summary: 'Set fields of the user',
      about:
        'Sets what is given, all of it or nothing. A first password or a first address needs nothing more; to change ' +
        'one takes `current_password`. A new address counts at once and gets a mail that asks to confirm it.',
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
      about: 'For everybody, signed in or not. Ends the session of the cookie, or of the bearer token.',
      success: {
        status: 200,
        schema: bodies.done,
        example: {},
        headers: { 'Set-Cookie': 'Takes the session back.' },
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
      about: 'The names of the tools only.',
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
      summary: 'Set somebody’s password (version 1)',
    },
  ],
}
