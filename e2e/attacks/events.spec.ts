import { call } from '@/e2e/support/clients/call'
import { expect, test } from '@/e2e/support/fixtures/test'
import { policy } from '@/lib/policy'
import { unique } from '@/lib/testing/accounts'

interface Line {
  readonly event: string
  readonly request?: string
  readonly route?: string
  readonly path?: string
}

test('I08: one wrong password for many names is a warning in the log within a minute', async ({ server }) => {
  const login = `${server.url}/api/rest/auth/login`
  const attempts = Array.from({ length: policy.sprayNames }, () =>
    call(login, { email: `${unique('spray')}@example.com`, password: 'Summer2026!' }),
  )
  for (const { status } of await Promise.all(attempts)) expect(status).toBe(401)
  await expect.poll(() => server.output()).toContain('"event":"authn_login_spray"')
})

test('a body with a role, and a malformed one, are logged with the request id', async ({ server }) => {
  const url = `${server.url}/api/rest/auth/login`
  const body = { email: 'nobody@example.com', password: 'some password', role: 'admin' }
  const answers = [await call(url, body), await call(url, '{"email":')]
  const ids = answers.map(({ headers }) => headers['x-request-id'])
  const lines = () =>
    server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Line)
  const eventsOf = (id: unknown) => lines().filter(({ request }) => request === id)
  await expect
    .poll(() => eventsOf(ids[1]).map(({ event }) => event))
    .toEqual(['input_validation_fail', 'request'])
  const expected = ['malicious_extraneous', 'authn_login_fail', 'request']
  expect(eventsOf(ids[0]).map(({ event }) => event)).toEqual(expected)
  for (const { route, path } of eventsOf(ids[0])) expect(route ?? path).toBe('/api/rest/auth/login')
})
