import { type ClientOptions, createClient } from '@/lib/client/client'
import type { ClientEvent } from '@/lib/client/session'
import { memoryStorage } from '@/lib/client/storage'

/** What the fake network says to a request, by its path and body. */
export type Script = (path: string, body: Record<string, unknown>) => Response | Promise<Response>

interface Sent {
  readonly path: string
  readonly body: Record<string, unknown>
  readonly cookie: string | null
}

export const ada = { login: 'Ada', email: 'ada@example.com' }
export const json = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers })
export const refuse = (status: number, code: number, headers?: Record<string, string>) =>
  json(status, { error_code: code, error_message: 'No' }, headers)
export const letIn = () => json(200, { user: ada })
export const expired = () => json(401, { title: 'Not signed in' })
export const cut = () => Promise.reject(new TypeError('Failed to fetch'))
export const busy = () => refuse(429, 100_502, { 'retry-after': '600' })

/** A server that knows Ada by her cookie, her device, or this password. */
export function knows(password: string | null, isCookieGood: () => boolean): Script {
  return (path, body) => {
    if (path === '/account')
      return isCookieGood() ? json(200, { account: { id: 'a1', username: 'Ada' } }) : expired()
    if (path !== '/auth') return isCookieGood() ? json(200, {}) : expired()
    if (body.password === undefined)
      return password === null || isCookieGood() ? letIn() : refuse(409, 100_500)
    return body.password === password ? letIn() : refuse(401, 100_501)
  }
}

/** A client on a network that says what a script says, with all it sends and tells. */
export function open(script: Script, options: Partial<ClientOptions> = {}) {
  const network = { script }
  const sent: Sent[] = []
  const signals: AbortSignal[] = []
  const events: ClientEvent[] = []
  const storage = memoryStorage()
  const client = createClient({
    baseUrl: 'https://id.test/api/',
    deviceId: 'device-1',
    storage,
    random: () => 0.5,
    fetch: async (address, { body, headers, signal }) => {
      if (signal) signals.push(signal)
      const path = address.replace('https://id.test/api', '')
      const parsed: Record<string, unknown> = JSON.parse(typeof body === 'string' ? body : '{}')
      sent.push({ path, body: parsed, cookie: new Headers(headers).get('cookie') })
      return await network.script(path, parsed)
    },
    ...options,
  })
  client.on((event) => events.push(event))
  const entrances = () => sent.filter(({ path }) => path === '/auth').length
  const asked = () => events.filter((event) => event.type === 'state' && event.state.kind === 'needs_sign_in')
  return { client, network, sent, signals, events, storage, entrances, asked }
}

/** The same, with Ada signed in by a password that the app keeps. */
export async function openSignedIn(options: Partial<ClientOptions> = {}) {
  const cookie = { isGood: true }
  const opened = open(
    knows('right', () => cookie.isGood),
    { keepPassword: true, ...options },
  )
  await opened.client.enter({ login: 'ada', password: 'right' })
  await opened.client.settled()
  opened.sent.length = 0
  return { ...opened, cookie }
}
