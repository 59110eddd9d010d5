import { cookieIn } from '@/e2e/support/clients/call'
import type { LegacyApp, Step } from '@/e2e/support/clients/legacy-app'
import { expect } from '@/e2e/support/fixtures/test'
import type { Mailbox } from '@/e2e/support/servers/mailbox'
import { goodPassword, otherPassword, unique } from '@/lib/testing/accounts'

/** What clients of the classic document sent: a Python script, a PHP site, a Java app. One user has all three. */

export interface AppState {
  readonly mailbox: Mailbox
  readonly python: LegacyApp
  readonly php: LegacyApp
  readonly java: LegacyApp
  readonly username: string
  readonly email: string
}

export const boundary = '----------------------------7c41f0d3b2a9'

/** A form, as `requests.post(url, data={…})` and Java's encoder write it. */
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

/** A multipart form, as PHP's curl writes an array; unchanged fields are empty. */
const multipart = (fields: Record<string, string>) =>
  [
    ...Object.entries(fields).map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
    `--${boundary}--\r\n`,
  ].join('')

const fine = { status: 1, error: 0 }
const failed = (error: number) => ({ status: 0, error })
const user = ({ email }: AppState) => ({ status: 1, result: { email }, error: 0 })
const edited = (result: object) => ({ status: 1, result, error: 0 })

export const python: Step<AppState>[] = [
  {
    title: 'registers',
    sender: 'python',
    call: 'POST /auth/register',
    body: ({ username, email }) => form({ username, password: goodPassword, email }),
    status: 200,
    answer: fine,
  },
  {
    title: 'registers the same name again',
    sender: 'python',
    call: 'POST /auth/register',
    body: ({ username, email }) => form({ username, password: goodPassword, email: `other.${email}` }),
    status: 200,
    answer: failed(4),
  },
  {
    title: 'sends cookies=true without cookies, next to the password',
    sender: 'python',
    call: 'POST /auth/login',
    body: ({ username }) => form({ username, password: goodPassword, cookies: 'True' }),
    status: 200,
    answer: user,
    store: (_state, answer) => expect(cookieIn(answer)).toHaveLength(43),
  },
  {
    title: 'signs in by cookies=True',
    sender: 'python',
    call: 'POST /auth/login',
    body: form({ cookies: 'True' }),
    status: 200,
    answer: user,
  },
  { title: 'signs out', sender: 'python', call: 'GET /auth/logout', status: 200, answer: fine },
  { title: 'signs out once more', sender: 'python', call: 'GET /auth/logout', status: 200, answer: fine },
  {
    title: 'has no valid cookies now',
    sender: 'python',
    call: 'POST /auth/login',
    body: form({ cookies: 'True' }),
    status: 200,
    answer: failed(1),
  },
]

export const php: Step<AppState>[] = [
  {
    title: 'signs in: unset fields are empty',
    sender: 'php',
    call: 'POST /auth/login',
    body: ({ username }) => multipart({ username, password: goodPassword, cookies: '' }),
    status: 200,
    answer: user,
  },
  {
    title: 'signs in by cookies, given as true',
    sender: 'php',
    call: 'POST /auth/login',
    body: multipart({ username: '', password: '', cookies: '1' }),
    status: 200,
    answer: user,
  },
  {
    title: 'changes the password alone: the other keys are empty',
    sender: 'php',
    call: 'POST /auth/edit',
    body: multipart({ password: goodPassword, username: '', new_password: otherPassword, email: '' }),
    status: 200,
    answer: edited({ new_password: true }),
    store: (_state, answer) => expect(cookieIn(answer)).toHaveLength(43),
  },
  {
    title: 'continues with its new cookies',
    sender: 'php',
    call: 'POST /auth/login',
    body: multipart({ cookies: '1' }),
    status: 200,
    answer: user,
  },
  {
    title: 'forgets the current password',
    sender: 'php',
    call: 'POST /auth/edit',
    body: () => multipart({ password: '', username: unique('new'), new_password: '', email: '' }),
    status: 200,
    answer: failed(1),
  },
]

export const java: Step<AppState>[] = [
  {
    title: 'signs in',
    sender: 'java',
    call: 'POST /auth/login',
    body: ({ username }) => form({ username, password: otherPassword, cookies: 'false' }),
    status: 200,
    answer: user,
  },
  {
    title: 'signs in by cookies',
    sender: 'java',
    call: 'POST /auth/login',
    body: form({ cookies: 'true' }),
    status: 200,
    answer: user,
  },
  {
    title: 'changes nothing but the password',
    sender: 'java',
    call: 'POST /auth/edit',
    body: form({ username: '', email: '', password: otherPassword, new_password: goodPassword }),
    status: 200,
    answer: edited({ new_password: true }),
  },
  {
    title: 'sends an invalid address and its current name',
    sender: 'java',
    call: 'POST /auth/edit',
    body: ({ username }) => form({ username, email: 'nowhere', password: goodPassword, new_password: '' }),
    status: 200,
    answer: { status: 0, result: { username: true, email: false }, error: 2 },
  },
  {
    title: 'asks for a reset',
    sender: 'java',
    call: 'POST /auth/restore',
    body: ({ email }) => form({ email }),
    status: 200,
    answer: fine,
    store: async ({ mailbox, email }) => {
      await mailbox.nextTicket(email, '/reset/')
    },
  },
]
