import { cookieIn } from '@/e2e/support/clients/call'
import type { OldApp, Step } from '@/e2e/support/clients/old-app'
import { expect } from '@/e2e/support/fixtures/test'
import type { Mailbox } from '@/e2e/support/servers/mailbox'
import { goodPassword, otherPassword, unique } from '@/lib/testing/accounts'

/** What clients of the classic document sent: a Python script, a PHP site, a Java app. One user has all three. */

export interface Visitor {
  readonly mailbox: Mailbox
  readonly python: OldApp
  readonly php: OldApp
  readonly java: OldApp
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
const refused = (error: number) => ({ status: 0, error })
const user = ({ email }: Visitor) => ({ status: 1, result: { email }, error: 0 })
const edited = (result: object) => ({ status: 1, result, error: 0 })

export const python: Step<Visitor>[] = [
  {
    does: 'registers',
    by: 'python',
    call: 'POST /auth/register',
    body: ({ username, email }) => form({ username, password: goodPassword, email }),
    status: 200,
    answer: fine,
  },
  {
    does: 'takes the name once more',
    by: 'python',
    call: 'POST /auth/register',
    body: ({ username, email }) => form({ username, password: goodPassword, email: `other.${email}` }),
    status: 200,
    answer: refused(4),
  },
  {
    does: 'attempts its cookies, of which it has none yet, next to the password',
    by: 'python',
    call: 'POST /auth/login',
    body: ({ username }) => form({ username, password: goodPassword, cookies: 'True' }),
    status: 200,
    answer: user,
    keeps: (_seen, answer) => expect(cookieIn(answer)).toHaveLength(43),
  },
  {
    does: 'signs in by cookies=True',
    by: 'python',
    call: 'POST /auth/login',
    body: form({ cookies: 'True' }),
    status: 200,
    answer: user,
  },
  { does: 'signs out', by: 'python', call: 'GET /auth/logout', status: 200, answer: fine },
  { does: 'signs out once more', by: 'python', call: 'GET /auth/logout', status: 200, answer: fine },
  {
    does: 'has no cookies that count now',
    by: 'python',
    call: 'POST /auth/login',
    body: form({ cookies: 'True' }),
    status: 200,
    answer: refused(1),
  },
]

export const php: Step<Visitor>[] = [
  {
    does: 'signs in: what is not set is empty',
    by: 'php',
    call: 'POST /auth/login',
    body: ({ username }) => multipart({ username, password: goodPassword, cookies: '' }),
    status: 200,
    answer: user,
  },
  {
    does: 'signs in by cookies, which are true',
    by: 'php',
    call: 'POST /auth/login',
    body: multipart({ username: '', password: '', cookies: '1' }),
    status: 200,
    answer: user,
  },
  {
    does: 'changes the password alone: the other keys are empty',
    by: 'php',
    call: 'POST /auth/edit',
    body: multipart({ password: goodPassword, username: '', new_password: otherPassword, email: '' }),
    status: 200,
    answer: edited({ new_password: true }),
    keeps: (_seen, answer) => expect(cookieIn(answer)).toHaveLength(43),
  },
  {
    does: 'goes on with its new cookies',
    by: 'php',
    call: 'POST /auth/login',
    body: multipart({ cookies: '1' }),
    status: 200,
    answer: user,
  },
  {
    does: 'forgets the current password',
    by: 'php',
    call: 'POST /auth/edit',
    body: () => multipart({ password: '', username: unique('new'), new_password: '', email: '' }),
    status: 200,
    answer: refused(1),
  },
]

export const java: Step<Visitor>[] = [
  {
    does: 'signs in',
    by: 'java',
    call: 'POST /auth/login',
    body: ({ username }) => form({ username, password: otherPassword, cookies: 'false' }),
    status: 200,
    answer: user,
  },
  {
    does: 'signs in by cookies',
    by: 'java',
    call: 'POST /auth/login',
    body: form({ cookies: 'true' }),
    status: 200,
    answer: user,
  },
  {
    does: 'changes nothing but the password',
    by: 'java',
    call: 'POST /auth/edit',
    body: form({ username: '', email: '', password: otherPassword, new_password: goodPassword }),
    status: 200,
    answer: edited({ new_password: true }),
  },
  {
    does: 'an address that is none, and a name of somebody’s own',
    by: 'java',
    call: 'POST /auth/edit',
    body: ({ username }) => form({ username, email: 'nowhere', password: goodPassword, new_password: '' }),
    status: 200,
    answer: { status: 0, result: { username: true, email: false }, error: 2 },
  },
  {
    does: 'asks for a reset',
    by: 'java',
    call: 'POST /auth/restore',
    body: ({ email }) => form({ email }),
    status: 200,
    answer: fine,
    keeps: async ({ mailbox, email }) => {
      await mailbox.nextTicket(email, '/reset/')
    },
  },
]
