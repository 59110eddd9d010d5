import { hostname } from 'node:os'
import { Channels } from '@/e2e/support/channels/channels'
import { newNetwork, test } from '@/e2e/support/fixtures/limited-test'
import { expect } from '@/e2e/support/fixtures/test'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import type { RunningServer } from '@/e2e/support/servers/server'
import { limits } from '@/lib/policy'
import { unique } from '@/lib/testing/accounts'

type Line = Readonly<Record<string, unknown>>

function linesOf(server: RunningServer): Line[] {
  const lines = server.output().split('\n')
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
}

const excessOf = (server: RunningServer, request: unknown) =>
  linesOf(server).filter((line) => line.event === 'excess_rate_limit_exceeded' && line.request === request)

test.describe.configure({ timeout: 150_000 })

test('every line names the server that wrote it', async ({ server }) => {
  const named = linesOf(server).map(({ instance }) => instance)
  expect(named.length).toBeGreaterThan(0)
  expect(new Set(named)).toEqual(new Set([`${hostname()}:${server.pid}`]))
})

for (const channel of Channels.supporting('signIn'))
  test(`a reached limit logs the request that reached it: ${channel}`, async ({ server }) => {
    const login = unique('nobody')
    const values = { username: login, email: `${login}@example.com`, password: 'some wrong password' }
    const address = newNetwork()
    const channels = new Channels(server.url, new Mailbox(server.url), address)
    // In device an unknown login creates an account, which then knows this network.
    if (channel === 'device')
      await channels.send(
        channel,
        'register',
        { ...values, password: 'some right password' },
        { headers: newNetwork() },
      )
    for (let attempts = 0; attempts < limits.signInForAccount.attempts; attempts++)
      await channels.send(channel, 'signIn', values)
    const rejected = await channels.send(channel, 'signIn', values)
    expect(rejected.outcome).toBe('often')
    const request = rejected.headers['x-request-id']
    const answered = () => linesOf(server).find((one) => one.event === 'request' && one.request === request)
    await expect.poll(answered).toBeDefined()
    expect(excessOf(server, request)).toHaveLength(1)
    expect(excessOf(server, request)[0]).toMatchObject({
      limit: expect.stringMatching(/^signIn/),
      channel,
      route: answered()?.path,
      address: address['x-forwarded-for'],
    })
  })

test('requests that share connections and times are not confused with each other', async ({ server }) => {
  const body = JSON.stringify({ email: `${unique('shared')}@example.com`, password: 'some wrong password' })
  const ask = async () => {
    const address = newNetwork()
    const answer = await fetch(`${server.url}/api/rest/auth/login`, {
      method: 'POST',
      body,
      headers: address,
    })
    await answer.text()
    const request = answer.headers.get('x-request-id')
    return { status: answer.status, request, address: address['x-forwarded-for'] }
  }
  const rounds = [await Promise.all(Array.from({ length: 20 }, ask))]
  for (let round = 0; round < 3; round++) rounds.push(await Promise.all(Array.from({ length: 20 }, ask)))
  const rejected = rounds.flat().filter(({ status }) => status === 429)
  expect(rejected.length).toBeGreaterThan(60)
  for (const { request, address } of rejected)
    await expect.poll(() => excessOf(server, request)).toMatchObject([{ address }])
})
