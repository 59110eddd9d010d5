import { call } from '@/e2e/support/clients/call'
import { DeviceApp, newLogin } from '@/e2e/support/clients/device-api'
import { problem } from '@/e2e/support/clients/expected-problem'
import { RestApi } from '@/e2e/support/clients/rest-api'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { type RunningServer, startServer } from '@/e2e/support/servers/server'
import { limits } from '@/lib/policy'
import { goodPassword, otherPassword, unique } from '@/lib/testing/accounts'
import { lintMetrics } from '@/lib/testing/lint-metrics'

const METRICS_TOKEN = 'a-token-of-this-test-and-of-nothing-else'
const authorization = `Bearer ${METRICS_TOKEN}`

test.describe.configure({ mode: 'serial', timeout: 150_000 })

let server: RunningServer
test.beforeAll(async () => {
  test.setTimeout(150_000)
  server = await startServer({ env: { METRICS_TOKEN } })
})
test.afterAll(() => server.stop())

async function samples(): Promise<Map<string, number>> {
  const { text } = await send(`${server.url}/api/metrics`, { headers: { authorization } })
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]))
}

test('only a caller with the token reads the metrics', async () => {
  const address = `${server.url}/api/metrics`
  const wrong: Record<string, string>[] = [
    {},
    { authorization: 'Bearer' },
    { authorization: `${authorization}x` },
    { authorization: METRICS_TOKEN },
    { authorization: `Basic ${METRICS_TOKEN}` },
  ]
  for (const headers of wrong)
    expect(await send(address, { headers })).toMatchObject({
      ...problem('signed_out'),
      headers: { 'www-authenticate': 'Bearer', 'cache-control': 'no-store' },
    })
  const answer = await send(address, { headers: { authorization } })
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toContain('text/plain; version=0.0.4')
  expect(answer.text).toContain('process_resident_memory_bytes')
  expect(await send(address, { method: 'POST', headers: { authorization } })).toMatchObject({
    ...problem('method_not_allowed'),
    headers: { allow: 'GET, HEAD' },
  })
  expect(server.output()).not.toContain(METRICS_TOKEN)
})

test('requests are counted by route, and no path or address of a user appears', async () => {
  const rest = new RestApi(server.url)
  const { email } = await rest.register()
  for (const secret of ['kept-secret', 'other-secret']) await send(`${server.url}/reset/${secret}`)
  for (let attempts = 0; attempts < 3; attempts++) await send(`${server.url}/made-up-${crypto.randomUUID()}`)
  await send(`${server.url}/api/health`, { method: 'PROPFIND' })
  const counted = (labels: string, metrics: Map<string, number>) =>
    metrics.get(`http_request_duration_seconds_count{${labels}}`)
  await expect.poll(async () => counted('method="GET",route="none",status="404"', await samples())).toBe(3)
  const metrics = await samples()
  expect(counted('method="POST",route="/api/rest/auth/register",status="201"', metrics)).toBe(1)
  expect(counted('method="GET",route="/reset/[ticket]",status="200"', metrics)).toBe(2)
  expect(counted('method="PUT",route="/api/health",status="405"', metrics)).toBe(1)
  const names = [...metrics.keys()].join('\n')
  for (const secret of ['kept-secret', 'made-up', 'PROPFIND', email, 'example.com'])
    expect(names).not.toContain(secret)
  const [sum, count] = ['sum', 'count'].map((part) =>
    metrics.get(`http_request_duration_seconds_${part}{method="GET",route="/reset/[ticket]",status="200"}`),
  )
  expect((sum ?? 0) / (count ?? 0)).toBeGreaterThan(0.000_5)
  expect((sum ?? 0) / (count ?? 0)).toBeLessThan(10)
})

test('deliveries are counted by transport and kind; queue, threads and memory are reported', async () => {
  const login = newLogin()
  const app = new DeviceApp(server.url)
  await app.auth({ login, device_id: 'one', device_token: `push-${login}` })
  await app.post('/password/request', { tool: 'push' })
  const delivered = (channel: string, kind: string) =>
    `latchkey_deliveries_total{channel="${channel}",kind="${kind}",transport="inbox",outcome="sent"}`
  await expect.poll(async () => (await samples()).get(delivered('push', 'generated_password'))).toBe(1)
  const metrics = await samples()
  expect(metrics.get(delivered('mail', 'verify_email'))).toBe(1)
  expect(metrics.get('latchkey_hash_jobs{state="running"}')).toBe(0)
  expect(metrics.get('latchkey_hash_jobs{state="waiting"}')).toBe(0)
  const waiting = async () => {
    const now = await samples()
    const queues = ['mail', 'push', 'request', 'undeliverable']
    const jobs = queues.map((queue) => now.get(`latchkey_queue_jobs{queue="${queue}",state="created"}`))
    return [...jobs, now.get('latchkey_queue_oldest_waiting_seconds{queue="mail"}')]
  }
  // Queue readings are cached for some seconds, so one from during the delivery may be returned.
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([0, 0, 0, 0, 0])
  expect(metrics.get('nodejs_heap_size_used_bytes')).toBeGreaterThan(1_000_000)
})

test('sign-ins and registrations are counted where every answer is HTTP 200, and all counters start at zero', async () => {
  const login = unique('counted')
  const post = (name: string, body: object) => call(`${server.url}/api/classic/auth/${name}`, body)
  const before = await samples()
  const [signIn, registration] = ['latchkey_sign_ins_total', 'latchkey_registrations_total']
  const changes = [
    `${signIn}{channel="classic",outcome="success"}`,
    `${signIn}{channel="classic",outcome="wrong_credentials"}`,
    `${registration}{channel="classic",outcome="success"}`,
    `${registration}{channel="classic",outcome="taken"}`,
  ]
  for (const name of changes) expect(before.get(name), name).toBe(0)
  for (const reached of Object.keys(limits))
    expect(before.get(`latchkey_rate_limits_reached_total{limit="${reached}"}`), reached).toBe(0)
  const person = { username: login, email: `${login}@example.com`, password: goodPassword }
  for (let times = 0; times < 2; times++) expect((await post('register', person)).status).toBe(200)
  for (const password of [goodPassword, otherPassword])
    expect((await post('login', { ...person, password })).status).toBe(200)
  const after = await samples()
  for (const name of changes) expect(after.get(name), name).toBe(1)
  expect(
    [...after.keys()].filter((name) =>
      /^latchkey_build_info{version="\d+\.\d+\.\d+",build="[^"]+",node="v/.test(name),
    ),
  ).toHaveLength(1)
  expect(after.get('latchkey_sessions{channel="classic"}')).toBeDefined()
  const { text } = await send(`${server.url}/api/metrics`, { headers: { authorization } })
  expect(lintMetrics(text)).toEqual([])
})

test.describe('without a token', () => {
  test('there are no metrics', async ({ server: plain }) => {
    for (const headers of [{}, { authorization }, { authorization: 'Bearer ' }])
      expect(await send(`${plain.url}/api/metrics`, { headers })).toMatchObject({ status: 404 })
  })
})
