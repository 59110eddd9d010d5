import { call, cookieIn } from '@/e2e/support/clients/call'
import { type Endpoint, endpoints } from '@/e2e/support/clients/endpoints'
import { type Answer, send } from '@/e2e/support/clients/send'
import { test as base, expect } from '@/e2e/support/fixtures/test'
import { type RunningServer, startServer } from '@/e2e/support/servers/server'
import { goodPassword, unique } from '@/lib/testing/accounts'

/** Which origins may call from a page: those of any scheme in ALLOWED_ORIGINS, and `null`. */

const named = ['https://app.example.com', 'capacitor://localhost', 'null']
const unlistedOrigins = ['https://evil.example', 'capacitor://localhost.evil', 'ionic://localhost', 'file://']

interface Servers {
  /** Allows all these origins. */
  readonly open: RunningServer
  readonly closed: RunningServer
}

const test = base.extend<object, Servers>({
  open: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright requires an object pattern here
    async ({}, use) => {
      const server = await startServer({ env: { ALLOWED_ORIGINS: named.join(',') } })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  closed: [async ({ server }, use) => use(server), { scope: 'worker' }],
})
test.describe.configure({ mode: 'default' })

const usesCookie = ({ reference }: Endpoint) => reference.dialect.credentials === 'cookie'
/** Endpoints that only redirect or list addresses: a link on any site may open them. */
const isPublic = ({ name }: Endpoint) => /\/main$|\/auth\/reset$/.test(name)
const guarded = endpoints.filter((endpoint) => usesCookie(endpoint) && !isPublic(endpoint))
const unguarded = endpoints.filter((endpoint) => !usesCookie(endpoint) || isPublic(endpoint))

/** Sends a request as a browser does from a page of another site. */
async function ask({ url }: RunningServer, { method, path }: Endpoint, origin: string): Promise<Answer> {
  const headers = { origin, 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }
  const body = method === 'GET' ? undefined : '{}'
  return await send(url + path.replace(/\{\w+\}/, 'x'.repeat(43)), { method, headers, body })
}

async function askPlainly({ url }: RunningServer, { method, path }: Endpoint): Promise<Answer> {
  const body = method === 'GET' ? undefined : '{}'
  return await send(url + path.replace(/\{\w+\}/, 'x'.repeat(43)), { method, body })
}

const allows = ({ headers }: Answer) => [
  headers['access-control-allow-origin'],
  headers['access-control-allow-credentials'],
]
const failure = /Requests from other sites are refused|"error":9}|Запрос с чужого сайта/
/** Without the secrets, which are new in every answer. */
const withoutSecrets = ({ status, text }: Answer) => ({
  status,
  text: text.replace(/"[\w-]{43}"/g, '"secret"'),
})

test('a listed origin is answered like an app, and echoed exactly', async ({ open }) => {
  for (const endpoint of endpoints)
    for (const origin of named) {
      const answer = await ask(open, endpoint, origin)
      const { name } = endpoint
      const plain = withoutSecrets(await askPlainly(open, endpoint))
      expect({ name, origin, ...withoutSecrets(answer) }).toEqual({ name, origin, ...plain })
      expect([name, ...allows(answer)]).toEqual([name, origin, 'true'])
      expect(answer.headers.vary).toContain('Origin')
    }
})

test('an origin that is not listed is rejected where a cookie is read or set', async ({ open, closed }) => {
  const cases = [
    ...unlistedOrigins.map((origin) => [open, origin] as const),
    ...named.map((origin) => [closed, origin] as const),
  ]
  for (const endpoint of guarded)
    for (const [server, origin] of cases) {
      const answer = await ask(server, endpoint, origin)
      const { name } = endpoint
      expect({ name, origin, text: answer.text }).toEqual({
        name,
        origin,
        text: expect.stringMatching(failure),
      })
      expect([name, ...allows(answer)]).toEqual([name, undefined, undefined])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
})

test('where no cookie is read, the origin does not matter; but only a listed one may read the answer', async ({
  open,
  closed,
}) => {
  for (const endpoint of unguarded)
    for (const [server, origin] of [
      [open, 'https://evil.example'],
      [closed, 'capacitor://localhost'],
      [closed, 'null'],
    ] as const) {
      const answer = await ask(server, endpoint, origin)
      const { name } = endpoint
      const plain = withoutSecrets(await askPlainly(server, endpoint))
      expect({ name, origin, ...withoutSecrets(answer) }).toEqual({ name, origin, ...plain })
      expect([name, ...allows(answer)]).toEqual([name, undefined, undefined])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
})

test('a CORS preflight is answered for every endpoint', async ({ open, closed }) => {
  const asks = (server: RunningServer, { path, method }: Endpoint, origin: string) =>
    send(server.url + path.replace(/\{\w+\}/, 'x'.repeat(43)), {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,content-type',
      },
    })
  for (const endpoint of endpoints)
    for (const origin of named) {
      const { name, method } = endpoint
      const answer = await asks(open, endpoint, origin)
      expect([name, answer.status, ...allows(answer)]).toEqual([name, 204, origin, 'true'])
      expect(answer.headers['access-control-allow-methods']).toContain(method)
      expect(answer.headers['access-control-allow-headers']).toMatch(/authorization.*content-type/)
      expect([name, ...allows(await asks(closed, endpoint, origin))]).toEqual([name, undefined, undefined])
    }
})

test('an app in Capacitor and a sandboxed page keep a session from their origin', async ({ open }) => {
  for (const origin of ['capacitor://localhost', 'null']) {
    const headers = { origin, 'sec-fetch-site': 'cross-site' }
    const login = unique('ada')
    const entered = await call(`${open.url}/api/auth`, { login, password: goodPassword }, { headers })
    const cookie = cookieIn(entered) ?? ''
    expect(cookie).toHaveLength(43)
    const set = await call(`${open.url}/api/user/set`, { region: 'Nsk' }, { cookie, headers })
    expect(JSON.parse(set.text)).toMatchObject({ user: { login, region: 'Nsk' } })
    const bearer = await call(
      `${open.url}/api/auth`,
      { login, password: goodPassword, session: 'bearer' },
      { headers },
    )
    const { token } = JSON.parse(bearer.text)
    expect((await call(`${open.url}/api/account`, undefined, { bearer: token, headers })).status).toBe(200)
  }
})
