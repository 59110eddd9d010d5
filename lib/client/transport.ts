import type { Clock } from './clock'
import { type Credential, sessionInit } from './credential'
import { type Failure, noNetwork, readFailure, readRetryAfter } from './failures'
import { parseObject } from './storage'

export type Fetch = (address: string, init: RequestInit) => Promise<Response>

/** What came of a call: the body as a shape has read it, or why not. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure }

export interface ApiRequest<Value> {
  readonly method: 'GET' | 'POST'
  /** Below the base address. */
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
  /** Whose session goes along; the user's own without. */
  readonly credential?: Credential
  /** Reads a body of success; null for one that is none. */
  read(body: unknown): Value | null
}

/** The way to the server: its base address, whose session goes along, and the patience for one answer. */
export interface Transport {
  /** One request as the app words it. Throws where `fetch` does, and when no answer begins in time. */
  send(path: string, init?: RequestInit): Promise<Response>
  /** One endpoint of the dialect. Never throws. */
  ask<Value>(request: ApiRequest<Value>): Promise<Result<Value>>
}

interface TransportOptions {
  readonly baseUrl: string
  readonly fetch: Fetch
  readonly clock: Clock
  readonly answerMillis: number
  /** The user's. */
  credential(): Credential
}

export function createTransport(options: TransportOptions): Transport {
  const { clock } = options
  const base = options.baseUrl.replace(/\/+$/, '')

  function fetchWithSession(path: string, init: RequestInit, credential: Credential): Promise<Response> {
    const { headers: sessionHeaders, credentials } = sessionInit(credential)
    const headers = new Headers(init.headers)
    for (const [name, value] of Object.entries(sessionHeaders))
      if (!headers.has(name)) headers.set(name, value)
    return options.fetch(base + path, { ...init, headers, credentials })
  }

  async function requestOnce<Value>(request: ApiRequest<Value>, signal: AbortSignal): Promise<Result<Value>> {
    const { method, path, body, credential = options.credential() } = request
    const content = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    // A password follows no redirect: the server sends none, and a stranger in between might. React Native's types know
    // no `redirect`.
    const init: RequestInit & { redirect: 'error' } = { method, ...content, signal, redirect: 'error' }
    const response = await fetchWithSession(path, init, credential)
    const parsed = parseObject(await response.text())
    const value = response.ok ? request.read(parsed) : null
    if (value !== null) return { ok: true, value }
    const retryAfter = readRetryAfter(response.headers.get('retry-after'), clock.now())
    return { ok: false, failure: readFailure(response.status, parsed, retryAfter) }
  }

  return {
    send: (path, init = {}) =>
      withTimeout(options, init.signal, (signal) =>
        fetchWithSession(path, { ...init, signal }, options.credential()),
      ),
    async ask(request) {
      try {
        return await withTimeout(options, null, (signal) => requestOnce(request, signal))
      } catch (error) {
        return { ok: false, failure: noNetwork(error) }
      }
    },
  }
}

/** Gives something up after a while, or when the app does; also where `fetch` does not heed its signal. */
async function withTimeout<Value>(
  { clock, answerMillis }: TransportOptions,
  outer: AbortSignal | null | undefined,
  run: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController()
  const abort = () => controller.abort()
  outer?.addEventListener('abort', abort)
  if (outer?.aborted) abort()
  let cancelTimer = () => {}
  const timeout = new Promise<never>((_, reject) => {
    cancelTimer = clock.later(() => {
      reject(new Error(`no answer in ${answerMillis} ms`))
      abort()
    }, answerMillis)
  })
  try {
    // Beyond the answer's beginning the app may still give up the rest of it.
    return await Promise.race([run(controller.signal), timeout])
  } catch (error) {
    outer?.removeEventListener('abort', abort)
    throw error
  } finally {
    cancelTimer()
  }
}
