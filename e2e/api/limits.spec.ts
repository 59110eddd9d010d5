import { goodPassword, unique } from '@/e2e/support/accounts'
import { startPostgres } from '@/e2e/support/postgres-server'
import { type Answer, send } from '@/e2e/support/send'
import { type RunningServer, startServer } from '@/e2e/support/server'
import { expect, test } from '@/e2e/support/test'
import { limits } from '@/lib/policy'

const secret = 'a-key-for-tests-only-of-no-use-elsewhere'

interface Door {
  readonly name: string
  readonly path: string
  readonly body: (login: string) => object
  readonly isRefused: (answer: Answer) => boolean
  readonly isTooMany: (answer: Answer) => boolean
}

/** Wrong guesses at one account, through every door that has a password. */
const doors: Door[] = [
  {
    name: 'classic',
    path: '/api/classic/auth/login',
    body: (login) => ({ username: login, password: 'not the password' }),
    isRefused: ({ text }) => text === '{"status":0,"error":1}',
    isTooMany: ({ status, text }) => status === 200 && text === '{"status":0,"error":8}',
  },
  {
    name: 'ticket',
    path: '/api/ticket/auth/login',
    body: (login) => ({ email: `${login}@example.com`, password: 'not the password' }),
    isRefused: ({ status, text }) => status === 400 && text.includes('"code":4'),
    isTooMany: ({ status, text }) => status === 429 && text.startsWith('{"errors":[{"code":0,'),
  },
  {
    name: 'rest',
    path: '/api/rest/auth/login',
    body: (login) => ({ email: `${login}@example.com`, password: 'not the password' }),
    isRefused: ({ status }) => status === 401,
    isTooMany: ({ status, text }) =>
      status === 429 && text.startsWith('{"success":false,"message":"Слишком много'),
  },
]

function post(
  server: RunningServer,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function register(server: RunningServer, headers: Record<string, string> = {}): Promise<string> {
  const username = unique('ada')
  const person = { username, email: `${username}@example.com`, password: goodPassword }
  expect(await post(server, '/api/classic/auth/register', person, headers)).toMatchObject({
    text: '{"status":1,"error":0}',
  })
  return username
}

test.describe('with limits on', () => {
  test('every door says "too frequent" in its own words and when to come back, and they count together', async () => {
    const server = await startServer({ env: { RATE_LIMIT: 'on' } })
    try {
      const login = await register(server)
      for (let guess = 0; guess < limits.signInForAccount.tries; guess++) {
        const door = doors[guess % doors.length]
        const answer = door && (await post(server, door.path, door.body(login)))
        expect({ guess, refused: answer && door.isRefused(answer) }).toEqual({ guess, refused: true })
      }
      for (const { name, path, body, isTooMany } of doors) {
        const answer = await post(server, path, body(login))
        expect({ name, tooMany: isTooMany(answer), text: answer.text }).toMatchObject({ name, tooMany: true })
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
        expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(limits.signInForAccount.seconds)
      }
    } finally {
      await server.stop()
    }
  })

  test('a client that makes up where it comes from is counted where it is', async () => {
    const server = await startServer({ env: { RATE_LIMIT: 'on' } })
    try {
      const answers: Answer[] = []
      for (let guess = 0; guess <= limits.signInFromNetwork.tries; guess++) {
        const address = `203.0.113.${guess}`
        const headers = { 'x-forwarded-for': address, 'x-real-ip': address, forwarded: `for=${address}` }
        answers.push(
          await post(
            server,
            '/api/rest/auth/login',
            { email: `${unique('x')}@example.com`, password: 'x' },
            headers,
          ),
        )
      }
      const statuses = answers.map(({ status }) => status)
      expect(statuses.slice(0, -1).every((status) => status === 401)).toBe(true)
      expect(statuses.at(-1)).toBe(429)
    } finally {
      await server.stop()
    }
  })

  test('behind a trusted proxy the last hop counts, and of IPv6 the whole /64', async () => {
    const server = await startServer({ env: { RATE_LIMIT: 'on', TRUSTED_PROXIES: '1' } })
    const guessFrom = (address: string) =>
      post(
        server,
        '/api/rest/auth/login',
        { email: `${unique('x')}@example.com`, password: 'x' },
        {
          'x-forwarded-for': `${unique('made-up')}, ${address}`,
        },
      )
    try {
      for (let guess = 0; guess < limits.signInFromNetwork.tries; guess++) {
        expect((await guessFrom(`2001:db8:1:2::${guess.toString(16)}`)).status).toBe(401)
      }
      expect((await guessFrom('2001:0DB8:0001:0002:ffff::1')).status).toBe(429)
      expect((await guessFrom('2001:db8:1:3::1')).status).toBe(401)
      expect((await guessFrom('203.0.113.7')).status).toBe(401)
    } finally {
      await server.stop()
    }
  })

  test('two hundred wrong guesses at once, on two servers with one database: never more than the table allows', async () => {
    test.setTimeout(120_000)
    const postgres = await startPostgres()
    const env = {
      RATE_LIMIT: 'on',
      TRUSTED_PROXIES: '1',
      AUTH_SECRET: secret,
      DATABASE_URL: await postgres.createDatabase('limits'),
    }
    const servers: RunningServer[] = []
    try {
      servers.push(...(await Promise.all([startServer({ env }), startServer({ env })])))
      const [first] = servers
      if (!first) throw new Error('no server')
      const login = await register(first, { 'x-forwarded-for': '198.51.100.1' })
      const guesses = Array.from({ length: 200 }, (_, guess) => {
        const server = servers[guess % servers.length] ?? first
        const headers = { 'x-forwarded-for': `203.0.${guess}.1` }
        return post(
          server,
          '/api/classic/auth/login',
          { username: login, password: 'not the password' },
          headers,
        )
      })
      const answers = (await Promise.all(guesses)).map(({ text }) => text)
      expect(answers.filter((text) => text === '{"status":0,"error":1}')).toHaveLength(
        limits.signInForAccount.tries,
      )
      expect(answers.filter((text) => text === '{"status":0,"error":8}')).toHaveLength(
        200 - limits.signInForAccount.tries,
      )
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
      await postgres.stop()
    }
  })
})
