import { type ClientOptions, createClient } from '@/lib/client/client'
import type { ClientEvent } from '@/lib/client/state'
import { memoryStorage } from '@/lib/client/storage'

type Carried = 'cookies' | 'nothing' | `token-${number}`

type Script = (path: string, body: Record<string, unknown>, carried: Carried) => Response | Promise<Response>

interface Sent {
  readonly path: string
  readonly body: Record<string, unknown>
  readonly carried: Carried
}

interface FakeSession {
  isGood: boolean
  cookiesTravel: boolean
  tokensTravel: boolean
  /** The last token issued is the valid one. */
  tokens: number
}

export const ada = { login: 'Ada', email: 'ada@example.com' }
export const json = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers })
export const errorAnswer = (status: number, code: number, headers?: Record<string, string>) =>
  json(status, { error_code: code, error_message: 'No' }, headers)
export const signedInAnswer = () => json(200, { user: ada })
export const unauthorized = () => json(401, { title: 'Not signed in' })
export const connectionError = () => Promise.reject(new TypeError('Failed to fetch'))
export const tooFrequent = () => errorAnswer(429, 100_502, { 'retry-after': '600' })
export const newSession = (travels: Partial<FakeSession> = {}): FakeSession => ({
  isGood: false,
  cookiesTravel: true,
  tokensTravel: true,
  tokens: 0,
  ...travels,
})

/** A server that accepts Ada by session, by this password, or by device where she has no password. */
export function fakeServer(password: string | null, session: FakeSession): Script {
  const isLive = (carried: Carried) => {
    const arrives =
      carried === 'cookies'
        ? session.cookiesTravel
        : session.tokensTravel && carried === `token-${session.tokens}`
    return session.isGood && arrives
  }
  const opens = (isBearer: boolean) => {
    session.isGood = true
    if (isBearer) session.tokens += 1
    return json(200, { user: ada, ...(isBearer && { token: `token-${session.tokens}` }) })
  }
  return (path, body, carried) => {
    if (path === '/account')
      return isLive(carried) ? json(200, { account: { id: 'a1', username: 'Ada' } }) : unauthorized()
    if (path !== '/auth') return isLive(carried) ? json(200, {}) : unauthorized()
    if (body.password === password) return opens(body.session === 'bearer')
    if (body.password !== undefined) return errorAnswer(401, 100_501)
    if (isLive(carried)) return signedInAnswer()
    return password === null ? opens(body.session === 'bearer') : errorAnswer(409, 100_500)
  }
}

/** A client on a scripted network. Records what it sends and reports. */
export function openClient(script: Script, options: Partial<ClientOptions> = {}) {
  const network = { script }
  const sent: Sent[] = []
  const signals: AbortSignal[] = []
  const events: ClientEvent[] = []
  const storage = options.storage ?? memoryStorage()
  const client = createClient({
    baseUrl: 'https://id.test/api/',
    deviceId: 'device-1',
    storage,
    random: () => 0.5,
    fetch: async (address, init) => {
      if (init.signal) signals.push(init.signal)
      const path = address.replace('https://id.test/api', '')
      const body: Record<string, unknown> = JSON.parse(typeof init.body === 'string' ? init.body : '{}')
      const carried = carriedBy(init)
      sent.push({ path, body, carried })
      return await network.script(path, body, carried)
    },
    ...options,
  })
  client.on((event) => events.push(event))
  const signInAttempts = () => sent.filter(({ path }) => path === '/auth').length
  const signInPrompts = () =>
    events.filter((event) => event.type === 'state' && event.state.kind === 'needs_sign_in')
  const requests = () => sent.map(({ path, carried }) => `${path} ${carried}`)
  return { client, network, sent, signals, events, storage, signInAttempts, signInPrompts, requests }
}

export async function openSignedIn(options: Partial<ClientOptions> = {}, session = newSession()) {
  const opened = openClient(fakeServer('right', session), { keepPassword: true, ...options })
  await opened.client.enter({ login: 'ada', password: 'right' })
  await opened.client.settled()
  opened.sent.length = 0
  return { ...opened, session }
}

function carriedBy({ headers, credentials }: RequestInit): Carried {
  const token = new Headers(headers).get('authorization')?.replace('Bearer ', '')
  if (token !== undefined) return token as `token-${number}`
  return credentials === 'include' ? 'cookies' : 'nothing'
}
