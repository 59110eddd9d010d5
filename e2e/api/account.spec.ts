import type { AccountApi, Member } from '@/e2e/support/clients/account-api'
import { problem } from '@/e2e/support/clients/expected-problem'
import type { Answer } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/account-test'
import { expect } from '@/e2e/support/fixtures/test'
import {
  accessRows,
  crossSiteRows,
  guestRows,
  methodRows,
  pictureRows,
  profileRows,
  type Row,
  unknownPathRows,
} from './account-rows'

/** The contract of our own API: failed requests, compared exactly, in both languages. */

const tables: readonly (readonly [name: string, rows: readonly Row[]])[] = [
  ['the profile', profileRows],
  ['a picture', pictureRows],
  ['the account settings', accessRows],
  ['a guest', guestRows],
  ['a page of another site', crossSiteRows],
  ['a wrong method', methodRows],
  ['an unknown path', unknownPathRows],
]
const languages = [
  ['en', {}],
  ['ru', { 'accept-language': 'ru' }],
] as const

for (const [name, rows] of tables) {
  for (const [language, headers] of languages) {
    test(`${name}: the failure has the exact text in ${language}`, async ({ api }) => {
      test.slow()
      const member = await api.member()
      const answers: Answer[] = []
      for (const row of rows) answers.push(await sendRow(api, member, row, headers))
      expect(answers.map((answer, at) => shown(rows[at], answer))).toEqual(
        rows.map((row) => ({ name: nameOf(row), ...problem(row.codes, language), allow: row.allow })),
      )
      for (const answer of answers) expectProblemHeaders(answer)
      expect(await api.get('', member)).toMatchObject({
        account: { username: member.username, email: member.email, firstName: null, phone: null },
      })
      expect(await api.get('/email', member)).toMatchObject({ pending: null })
      expect(await api.channels.signIn('classic', member)).not.toBeNull()
    })
  }
}

async function sendRow(
  api: AccountApi,
  member: Member,
  { request, guest, body, headers }: Row,
  language: Record<string, string>,
): Promise<Answer> {
  const [method = '', path = ''] = request.split(' ')
  const made = typeof body === 'function' ? await body(member, api) : body
  const isRaw = made === undefined || typeof made === 'string' || made instanceof Uint8Array
  return await api.send(method, path, {
    headers: { ...language, ...headers },
    ...(!guest && { cookie: member.cookie }),
    body: isRaw ? made : JSON.stringify(made),
  })
}

function shown(row: Row | undefined, { status, text, headers }: Answer): object {
  return { name: row && nameOf(row), status, text, allow: headers.allow }
}

function nameOf({ request, name }: Row): string {
  return `${request}: ${name}`
}

function expectProblemHeaders({ status, headers }: Answer): void {
  expect(headers).toMatchObject({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    vary: expect.stringMatching(/\bOrigin, Sec-Fetch-Site, Accept-Language\b/),
  })
  expect(headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined)
  expect(headers['set-cookie']).toBeUndefined()
  expect(headers['access-control-allow-origin']).toBeUndefined()
}
