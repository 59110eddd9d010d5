import { App, ManualClock } from '@/e2e/support/clients/client-app'
import { CookieJar } from '@/e2e/support/clients/cookie-jar'
import { newLogin } from '@/e2e/support/clients/device-api'
import { expect, test } from '@/e2e/support/fixtures/test'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { FaultyProxy, type NetworkState } from '@/e2e/support/servers/faulty-proxy'
import { type RunningServer, startServer } from '@/e2e/support/servers/server'

const days = faultSize.appDays
const changesOfPassword = 10
const seed = 20_270_101
const restartDays = new Map<number, 'stop' | 'kill'>([
  [Math.floor(days / 3), 'kill'],
  ...(faultSize.isFull ? [[Math.floor((2 * days) / 3), 'stop'] as const] : []),
])
const dayInSeconds = 24 * 3_600

/** Random numbers from 0 to 1, the same in every run (mulberry32). */
function seededRandom(state: number): () => number {
  let a = state
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A state usually lasts a day or two. "Too frequent" lasts as long as it says. */
function nextNetworkState(now: NetworkState, random: () => number): NetworkState {
  if (now !== 'clear' && random() < 0.4) return now
  const value = random()
  if (value < 0.05) return 'cut'
  if (value < 0.08) return 'lost_answers'
  if (value < 0.12) return { status: random() < 0.5 ? 502 : 503, retryAfterSeconds: 60 }
  if (value < 0.15) return { status: 500 }
  if (value < 0.19) return { status: 429, retryAfterSeconds: 3_600 }
  return 'clear'
}

async function changePasswordElsewhere(serverUrl: string, login: string, from: string, to: string) {
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${serverUrl}/api/classic/auth/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { cookie },
    })
  const entered = await post('login', { username: login, password: from })
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const edited = await post('edit', { password: from, new_password: to }, cookie)
  expect(await edited.json()).toMatchObject({ error: 0 })
}

async function restart(server: RunningServer, how: 'stop' | 'kill', whileDown: () => Promise<void>) {
  await server[how]()
  await whileDown()
  return await startServer({ port: Number(new URL(server.url).port), dataFolder: server.dataFolder })
}

/** A user's day with an app: opens it, looks at things, or does not use it. */
async function simulateUse(app: App, random: () => number): Promise<void> {
  const value = random()
  const call = () => app.client.call('/account').catch(() => null)
  if (value < 0.08) await app.restart()
  else if (value < 0.15) await Promise.all([call(), call(), call()])
  else if (value < 0.5) await call()
  await app.client.settled()
}

test(`in ${days} days of faults a user with the right password is never asked for it, and one with a wrong one is asked at once`, async () => {
  // Takes half a minute, but many times longer on a busy machine.
  test.setTimeout(480_000)
  const random = seededRandom(seed)
  let server = await startServer()
  const network = await FaultyProxy.start(server.url)
  const clock = new ManualClock()
  const [ada, bob] = [newLogin(), newLogin()]
  // One by cookie, the other by bearer.
  const keeper = new App(network.url, { keepPassword: true, clock, fetch: new CookieJar().fetch })
  const bare = new App(network.url, { clock })
  const settled = () => Promise.all([keeper.client.settled(), bare.client.settled()])
  let [password, changes] = ['correct horse battery', 0]
  await keeper.client.enter({ login: ada, password })
  await bare.client.enter({ login: bob })

  const simulateDay = async () => {
    await simulateUse(keeper, random)
    if (random() < 0.25) await simulateUse(bare, random)
    const waits = typeof network.state === 'object' && network.state.status === 429
    await clock.advance(3_600, settled)
    if (waits) network.state = 'clear'
    await clock.advance(dayInSeconds - 3_600, settled)
    expect(keeper.signInScreenCount).toBe(changes)
    expect(keeper.client.signedInUser()).toMatchObject({ login: ada })
    expect(bare.client.signedInUser()).toMatchObject({ login: bob })
  }

  for (let day = 1; day <= days; day += 1) {
    const how = restartDays.get(day)
    if (how) server = await restart(server, how, simulateDay)
    const before = network.state
    network.state = nextNetworkState(before, random)
    if (random() < 0.15) network.expireSessions()
    if (before !== 'clear' && network.state === 'clear' && random() < 0.5) {
      await Promise.all([keeper.client.online(), bare.client.online()])
      for (const app of [keeper, bare]) expect(app.client.state).toMatchObject({ connection: 'online' })
    }
    await simulateDay()
    if (day % (days / changesOfPassword) !== days / changesOfPassword / 2) continue
    const next = `password number ${day}`
    await changePasswordElsewhere(server.url, ada, password, next)
    network.state = 'cut'
    await keeper.restart()
    expect(keeper.client.signedInUser()).toMatchObject({ login: ada })
    network.state = 'clear'
    await keeper.client.online()
    expect(keeper.client.state).toMatchObject({ kind: 'needs_sign_in', reason: { code: 100_501 } })
    changes += 1
    password = next
    await keeper.client.enter({ login: ada, password })
  }

  // Checks that the run contained every fault in the title.
  const causes = keeper.events.flatMap(({ type, ...event }) => ('because' in event ? [event.because] : []))
  expect(new Set(causes)).toEqual(new Set(['no_network', 'server_error', 'too_frequent']))
  expect(network.requests.filter((line) => line === 'POST /api/auth').length).toBeGreaterThan(days / 4)
  expect(bare.signInScreenCount).toBe(0)
  expect([keeper.signInScreenCount, changes]).toEqual([changesOfPassword, changesOfPassword])
  network.state = 'clear'
  for (const app of [keeper, bare]) expect((await app.client.call('/account')).status).toBe(200)
  await network.stop()
  await server.stop()
})
