import { z } from 'zod'
import type { FailureCode } from '@/lib/account/failure'
import * as device from './device'
import type { Reference, ReferenceEntry } from './reference'

const user = z
  .object({
    login: z.string(),
    email: z.string().optional(),
    phone: z.string().optional(),
    gender: z.boolean().optional(),
    userpic: z.url().optional(),
    region: z.string().optional(),
  })
  .strict()
const nameAndPasswordFaults: readonly FailureCode[] = [
  'username_missing',
  'username_short',
  'username_long',
  'username_characters',
  'username_reserved',
  'password_short',
  'password_long',
  'password_common',
  'password_is_login',
]
const signedIn = z.object({ user, token: z.string().optional() }).strict()
const login = {
  name: 'login',
  in: 'query',
  about:
    'Whose tools, where no cookie tells. A cookie whose session was ended tells too, unless by a sign-out.',
  example: 'Toto',
} as const

const request: Omit<ReferenceEntry, 'path'> = {
  methods: device.requestPassword.methods,
  summary: 'Send a new password',
  about:
    'By `email` or `push`. The old password stays good until the new one is first used, within 24 hours. ' +
    'A push goes to the primary device, or to the one of the day in `device`, as the tools list it.',
  body: { schema: device.requestShape, example: { tool: 'push', login: 'Toto', device: '22/09/2014' } },
  success: { status: 200, schema: z.object({ tool: z.string() }).strict(), example: { tool: 'push' } },
  failures: ['tool_not_available', 'too_many_requests'],
}

const set: Omit<ReferenceEntry, 'path'> = {
  methods: device.setPassword.methods,
  summary: 'Set somebody’s password',
  about: 'For administrators. It is mailed to `email`, made up when none is given, and ends all sessions.',
  needs: 'cookie',
  body: {
    schema: device.setShape,
    example: { login: 'pupkin', email: 'pupkin@mail.ru', password: '193rfhwiHSD' },
  },
  success: {
    status: 200,
    schema: z.object({ user: z.object({ login: z.string() }).strict() }).strict(),
    example: { user: { login: 'pupkin' } },
  },
  failures: [
    'admin_only',
    'login_unknown',
    'email_missing',
    'email_invalid',
    ...nameAndPasswordFaults.filter((code) => code === 'username_missing' || code.startsWith('password_')),
    'too_many_requests',
  ],
}

export const deviceReference: Reference = {
  dialect: device.device,
  title: 'Latchkey, device dialect',
  about:
    'For apps that know a person by a login and a device. JSON in (whatever Content-Type says), ' +
    '`{"error_message":…,"error_code":…}` for a refusal, and a cookie that lives long. ' +
    'The last three addresses are those of version 1. Who a cookie or token belongs to: `GET /api/account`. To sign ' +
    'out: `POST /logout`.',
  base: '',
  refusal: z.object({ error_message: z.string(), error_code: z.int() }).strict(),
  entries: [
    {
      path: '/main',
      methods: device.main.methods,
      summary: 'List the addresses',
      success: {
        status: 200,
        schema: z.record(z.string(), z.string()),
        example: {
          auth: '/auth',
          password_tools: '/password/tools',
          password_request: '/password/request',
        },
      },
      failures: [],
    },
    {
      path: '/auth',
      methods: device.auth.methods,
      summary: 'Sign in or up',
      about:
        'A new login makes an account. A known one is entered by its password; without one by a live cookie of ' +
        'it, or, where the account has no password, by one of its devices or, where no provider opens it either, by an ' +
        'expired cookie. A login that is an address makes an account with that address. The answer holds ' +
        'the fields that are filled; `gender` is true for a woman. `userpic` is the address of a JPEG or PNG. ' +
        '`primary_device_id` is read as `device_id`. An app whose cookies do not travel asks for `"session":"bearer"`: ' +
        'its cookie is not read then, and a new session comes as `token`, to be sent as `Authorization: Bearer …`.',
      body: {
        schema: device.authShape,
        example: { login: 'Toto', password: 'correct horse', device_id: 'id', device_token: 'token' },
      },
      success: {
        status: 200,
        schema: signedIn,
        example: {
          user: {
            login: 'Toto',
            email: 'test@test.com',
            phone: '12321',
            gender: false,
            userpic: 'https://accounts.example.com/avatars/default-4-54.png',
            region: 'Nsk',
          },
        },
        headers: { 'Set-Cookie': 'The session: it lasts 180 days unused, and 400 at most.' },
      },
      failures: [
        ...nameAndPasswordFaults,
        'device_id_invalid',
        'account_used',
        'wrong_credentials',
        'too_many_requests',
      ],
    },
    {
      path: '/user/set',
      methods: device.setUser.methods,
      summary: 'Set fields of the user',
      about:
        'Sets what is given, all of it or nothing. A first password or a first address needs nothing more; to change ' +
        'one takes `current_password`. A new address counts at once and gets a mail that asks to confirm it.',
      needs: 'cookie',
      body: {
        schema: device.userShape,
        example: { email: 'test@test.com', phone: '12321', gender: true, region: 'Nsk' },
      },
      success: {
        status: 200,
        schema: z.object({ user }).strict(),
        example: {
          user: {
            login: 'Toto',
            email: 'test@test.com',
            phone: '12321',
            gender: true,
            userpic: 'https://accounts.example.com/avatars/default-4-54.png',
            region: 'Nsk',
          },
        },
      },
      failures: [
        'signed_out',
        'wrong_password',
        'email_invalid',
        'email_taken',
        'phone_invalid',
        'gender_invalid',
        'region_invalid',
        'password_short',
        'password_long',
        'password_common',
        'password_is_login',
        'too_many_requests',
      ],
    },
    {
      path: '/logout',
      methods: device.logout.methods,
      summary: 'Sign out',
      about: 'For everybody, signed in or not. Ends the session of the cookie, or of the bearer token.',
      success: {
        status: 200,
        schema: z.object({}).strict(),
        example: {},
        headers: { 'Set-Cookie': 'Takes the session back.' },
      },
      failures: [],
    },
    {
      path: '/password/tools',
      methods: device.tools.methods,
      summary: 'List the recovery tools',
      about: '`push` lists the days on which devices were registered.',
      parameters: [login],
      success: {
        status: 200,
        schema: z
          .object({
            tools: z
              .object({ email: z.literal(true).optional(), push: z.array(z.string()).optional() })
              .strict(),
          })
          .strict(),
        example: { tools: { email: true, push: ['22/09/2014', '02/10/2014'] } },
      },
      failures: ['no_tools', 'too_many_requests'],
    },
    { path: '/password/request', ...request },
    { path: '/password/set', ...set },
    {
      path: '/password_tools',
      methods: device.toolNames.methods,
      summary: 'List the recovery tools (version 1)',
      parameters: [login],
      success: {
        status: 200,
        schema: z.object({ tools: z.array(z.enum(['email', 'push'])) }).strict(),
        example: { tools: ['email', 'push'] },
      },
      failures: ['no_tools', 'too_many_requests'],
    },
    { path: '/request_password', ...request, summary: 'Send a new password (version 1)' },
    { path: '/set_user_password', ...set, summary: 'Set somebody’s password (version 1)' },
  ],
}
