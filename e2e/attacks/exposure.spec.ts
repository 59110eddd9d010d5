import { channelRequests, type Operation } from '@/e2e/support/channels/channel-requests'
import { Channels, type Reply, signInChannels } from '@/e2e/support/channels/channels'
import { wordsOf } from '@/e2e/support/channels/words'
import { Contract } from '@/e2e/support/clients/contract'
import { problem } from '@/e2e/support/clients/expected-problem'
import { type Answer, send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { startServer } from '@/e2e/support/servers/server'
import { requestChannels } from '@/lib/channels'
import { startPostgres } from '@/lib/testing/servers/postgres-server'

const words = wordsOf('en')
const AUTH_SECRET = 'a-key-for-tests-only-of-no-use-elsewhere'

/** Internals that no answer may contain: stacks, SQL, Prisma and its codes, other hosts and ports, versions. */
const internals =
  /prisma|pglite|postgres|\bP[12]\d{3}\b|\n\s+at |node_modules|ECONN|127\.0\.0\.1|SELECT|node:|v\d+\.\d+\.\d+/i

/** Only the visible part of a page: its scripts contain their own paths. */
function visibleText({ text }: Answer): string {
  return text.replace(/<script\b.*?<\/script>/gs, '').replace(/<[^>]*>/g, ' ')
}

test('J09, J13: without its database the server signs nobody in, and each channel reports it in its own format', async () => {
  test.setTimeout(180_000)
  const postgres = await startPostgres()
  const DATABASE_URL = await postgres.createDatabase('latchkey')
  const server = await startServer({ env: { AUTH_SECRET, DATABASE_URL } })
  try {
    const channels = new Channels(server.url, new Mailbox(server.url))
    const person = await channels.newVerifiedPerson()
    const secrets = await channels.signInEverywhere(person)
    // A page's form is read while the page is available.
    for (const operation of ['askForReset', 'register', 'signIn', 'resend'] as const)
      await channels.send('pages', operation, { ...person, email: 'nobody', password: '', username: '' })
    await postgres.stop()

    for (const secret of secrets) await expectSignedOut(server.url, secret ?? '')
    for (const channel of requestChannels)
      for (const operation of Object.keys(channelRequests[channel]) as Operation[]) {
        if (channel === 'pages' && !['askForReset', 'register', 'signIn', 'resend'].includes(operation))
          continue
        const values = { ...person, username: `other${person.username}`, newPassword: 'battery staple 9' }
        const sent = { ticket: 'A'.repeat(43), device: 'one', ...values }
        const answer = await channels.send(channel, operation, sent, {
          secret: secrets[signInChannels.indexOf(channel)] ?? secrets[0] ?? null,
        })
        expectClosed(channel, operation, answer)
      }
    const health = await send(`${server.url}/api/health`)
    expect(health).toMatchObject({ status: 503, text: '{"live":true,"ready":false}' })
    for (const place of ['/login', '/register', '/reset', `/reset/${'A'.repeat(43)}`, '/docs/rest']) {
      const page = await send(server.url + place, { headers: { 'accept-language': 'en' } })
      expect(visibleText(page), place).not.toMatch(internals)
    }
  } finally {
    await server.stop()
    await postgres.stop().catch(() => undefined)
  }
})

async function expectSignedOut(url: string, secret: string): Promise<void> {
  const headers = { cookie: `authjs.session-token=${secret}`, 'accept-language': 'en' }
  const account = await send(`${url}/api/account`, { headers })
  expect(account.status).toBeGreaterThanOrEqual(401)
  const session = await send(`${url}/api/auth/session`, { headers })
  expect(session.text).not.toContain('"user"')
  const page = await send(`${url}/edit-profile`, { headers })
  expect(page.text).not.toContain(words('fields.currentPassword'))
  for (const answer of [account, session, page]) {
    expect(answer.headers['set-cookie'] ?? []).toEqual([])
    expect(visibleText(answer)).not.toMatch(internals)
  }
}

function expectClosed(channel: string, operation: string, answer: Reply): void {
  const { status, text, outcome } = answer
  expect({ channel, operation, status, text: text.slice(0, 200), outcome }).toMatchObject({
    outcome: expect.stringMatching(/^(busy|fault|out)$/),
  })
  const known: Record<string, RegExp> = {
    classic: /^\{"status":0,"error":(10|1)\}$/,
    device: /^\{"error_message":"[^"]+","error_code":100000\}$/,
    ticket: /^\{"errors":\[\{"code":0,/,
    rest: /^\{"success":false,"message":"[^"]+"\}$/,
    account: /^\{"type":"about:blank","title":"[^"]+","status":50[03],/,
  }
  if (known[channel]) expect(text, `${channel} ${operation}`).toMatch(known[channel])
  expect(visibleText(answer), `${channel} ${operation}`).not.toMatch(internals)
  expect(String(answer.headers['set-cookie'] ?? '')).not.toMatch(/session-token=[^;]/)
}

const notFound = {
  ...problem('not_found'),
  headers: { 'cache-control': expect.stringContaining('no-store') },
}

/** Headers by which proxies and networks in front of servers name their client. */
const clientHeaders = [
  ...['x-real-ip', 'x-client-ip', 'client-ip', 'true-client-ip', 'x-cluster-client-ip', 'x-remote-addr'],
  ...['cf-connecting-ip', 'cf-connecting-ipv6', 'cf-pseudo-ipv4', 'cf-ray', 'cdn-loop', 'do-connecting-ip'],
  ...[
    'fastly-client-ip',
    'fly-client-ip',
    'x-nf-client-connection-ip',
    'x-appengine-user-ip',
    'incap-client-ip',
  ],
  ...[
    'x-azure-clientip',
    'x-azure-socketip',
    'x-sucuri-clientip',
    'x-envoy-external-address',
    'x-proxyuser-ip',
  ],
  ...[
    'x-forwarded',
    'forwarded-for',
    'x-forwarded-server',
    'x-original-forwarded-for',
    'x-vercel-forwarded-for',
  ],
  ...[
    'wl-proxy-client-ip',
    'x-originating-ip',
    'cloudfront-viewer-address',
    'x-amzn-trace-id',
    'http_x_real_ip',
  ],
]

test('J11: the inbox does not exist for a request through a proxy or for another host', async ({
  server,
}) => {
  const remoteRequests: Record<string, string>[] = [
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-for': '' },
    { 'x-forwarded-host': 'localhost' },
    { 'x-forwarded-proto': 'http' },
    { forwarded: 'for=127.0.0.1' },
    { via: '1.1 proxy' },
    ...clientHeaders.map((name) => ({ [name]: '127.0.0.1' })),
    { 'x-of-no-name-we-know': '203.0.113.9:4711' },
    { 'x-of-no-name-we-know': '10.0.0.1, [2001:db8::1]:443' },
    { host: 'evil.test' },
    { host: 'localhost.evil.test' },
    { host: 'evil.test:80' },
    { host: '127.0.0.1.evil.test' },
    { host: '192.168.0.1' },
    { 'x-latchkey-direct': '1', host: 'evil.test' },
    { 'x-latchkey-direct': '1', 'x-forwarded-for': '127.0.0.1' },
  ]
  const answers = await Promise.all(
    remoteRequests.map(async (headers) => {
      const json = await send(`${server.url}/inbox.json`, { headers })
      const page = await send(`${server.url}/inbox`, { headers })
      return { headers, statuses: [json.status, page.status], text: json.text }
    }),
  )
  expect(answers).toEqual(
    remoteRequests.map((headers) => ({ headers, statuses: [404, 404], text: notFound.text })),
  )
})

test('J11, J12: with a mail service and no gallery setting both are closed, and no source file is served', async () => {
  test.setTimeout(240_000)
  const mail = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'a@example.com' }
  const server = await startServer({ env: { ...mail, GALLERY: '' } })
  try {
    expect(await send(`${server.url}/inbox.json`)).toMatchObject(notFound)
    for (const place of ['/inbox', '/gallery', '/gallery/components', '/gallery/en/light/page/login/usual'])
      expect({ place, ...(await send(server.url + place)) }).toMatchObject({ place, status: 404 })
    const health = await send(`${server.url}/api/health`)
    expect(health).toMatchObject({ status: 200, text: '{"live":true,"ready":true}' })
    for (const path of files) {
      const { status, headers, text } = await send(server.url + path)
      expect({ path, isRefused: status === 404 || status === 400 || status === 308 }).toEqual({
        path,
        isRefused: true,
      })
      expect(text).not.toMatch(/AUTH_SECRET|"dependencies"|datasource|\[core\]|sourcesContent/)
      for (const name of ['x-powered-by', 'server']) expect(headers).not.toHaveProperty(name)
    }
  } finally {
    await server.stop()
  }
})

const files = [
  ...[
    '/.env',
    '/.env.local',
    '/.data/secret',
    '/.data/db/PG_VERSION',
    '/.git/config',
    '/.git/HEAD',
    '/.npmrc',
  ],
  ...['/package.json', '/package-lock.json', '/prisma/schema.prisma', '/next.config.mjs', '/lib/config.ts'],
  ...['/.next/BUILD_ID', '/.next/server/server-reference-manifest.json', '/_next/BUILD_ID', '/_next/trace'],
  ...['/_next/static/%2e%2e/BUILD_ID', '/_next/static/..%2fBUILD_ID', '/_next/static/%2e%2e%2f%2e%2e%2f.env'],
  ...[
    '/_next/static/..%5c..%5c.env',
    '/_next/static/%252e%252e/BUILD_ID',
    '/_next/static/chunks/%00',
    '/%2e%2e/.env',
  ],
  ...[
    '/..%2f.env',
    '/avatars/%2e%2e%2f.data%2fsecret',
    '/avatars/..%5csecret',
    '/docs/%2e%2e%2fpackage.json',
  ],
  ...[
    '/_next/static/chunks/main.js.map',
    '/_next/server/app/page.js',
    '/_next/data/x/login.json',
    '/__nextjs_source-map',
  ],
  ...[
    '/__nextjs_original-stack-frame?file=package.json',
    '/_next/webpack-hmr',
    '/_next/mcp',
    '/server-status',
    '/debug',
  ],
]

test('J12: nothing sent to browsers names an available source map', async ({ server }) => {
  const page = await send(`${server.url}/login`)
  const scripts = [...page.text.matchAll(/\/_next\/static\/[\w./-]+\.js/g)].map(([path]) => path)
  expect(scripts.length).toBeGreaterThan(2)
  for (const path of new Set(scripts)) {
    expect((await send(server.url + path)).text).not.toContain('sourceMappingURL=data')
    expect((await send(`${server.url}${path}.map`)).status).toBe(404)
  }
})

test('J13: whatever the invalid request, no API answer reveals internals', async ({ server }) => {
  for (const base of ['/api/classic', '/api/device', '/api/ticket', '/api/rest']) {
    const contract = await Contract.of(server.url, base)
    const root = base === '/api/device' ? '/api' : base
    for (const [path, method] of contract.endpoints()) {
      const url = server.url + root + path.replace(/\{\w+\}/g, "'%00--")
      for (const body of [
        '{"email":{"$ne":1},"login":["\\u0000"]}',
        `{"a":${'['.repeat(9)}${']'.repeat(9)}}`,
      ]) {
        const sent = method === 'GET' ? {} : { body }
        const { status, text } = await send(url, { method, ...sent })
        expect(status).toBeLessThan(500)
        expect(text).not.toMatch(internals)
      }
    }
  }
})
