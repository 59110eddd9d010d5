import type { Clock } from './clock'
import { type Credential, sessionInit } from './credential'
import { type Failure, noNetwork, readFailure, readRetryAfter } from './failures'
import { parseObject } from './storage'

export type Fetch = (address: string, init: RequestInit) => Promise<Response>

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure }

export interface ApiRequest<Value> {
  readonly method: 'GET' | 'POST'
  /** Relative to `baseUrl`. */
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
  readonly credential?: Credential
  /** Reads a successful answer; null if it is invalid. */
  read(body: unknown): Value | null
}

export interface Transport {
  /** Sends a request of the app. Throws like `fetch`, and when no answer begins in time. */
  send(path: string, init?: RequestInit): Promise<Response>
  /** Never throws. */
  ask<Value>(request: ApiRequest<Value>): Promise<Result<Value>>
}

interface TransportOptions {
  readonly baseUrl: string
  readonly fetch: Fetch
  readonly clock: Clock
  readonly answerMillis: number
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
    // Never send a password to a redirect target: the server sends no redirects, an attacker might. React Native's
    // types have no `redirect`.
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

/** Also stops waiting where `fetch` ignores its signal. */
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
    // The app's signal stays connected after the headers, so that the app can still abort the body.
    return await Promise.race([run(controller.signal), timeout])
  } catch (error) {
    outer?.removeEventListener('abort', abort)
    throw error
  } finally {
    cancelTimer()
  }
}
