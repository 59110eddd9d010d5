import type { Clock } from './clock'
import { type Credential, sessionInit } from './credential'
import { type Failure, noNetwork, readFailure, readRetryAfter } from './reasons'
import { parseObject } from './storage'

export type Fetch = (address: string, init: RequestInit) => Promise<Response>

/** What came of a call: the body as a shape has read it, or why not. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure }

export interface IncomingRequest<Value> {
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
  ask<Value>(question: IncomingRequest<Value>): Promise<Answer<Value>>
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

  function endpoint(path: string, init: RequestInit, credential: Credential): Promise<Response> {
    const { headers: carried, credentials } = sessionInit(credential)
    const headers = new Headers(init.headers)
    for (const [name, value] of Object.entries(carried)) if (!headers.has(name)) headers.set(name, value)
    return options.fetch(base + path, { ...init, headers, credentials })
  }

  async function answerTo<Value>(
    question: IncomingRequest<Value>,
    signal: AbortSignal,
  ): Promise<Answer<Value>> {
    const { method, path, body, credential = options.credential() } = question
    const sent = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    // A password follows no redirect: the server sends none, and a stranger in between might. React Native's types know
    // no `redirect`.
    const init: RequestInit & { redirect: 'error' } = { method, ...sent, signal, redirect: 'error' }
    const response = await endpoint(path, init, credential)
    const read = parseObject(await response.text())
    const value = response.ok ? question.read(read) : null
    if (value !== null) return { ok: true, value }
    const retryAfter = readRetryAfter(response.headers.get('retry-after'), clock.now())
    return { ok: false, failure: readFailure(response.status, read, retryAfter) }
  }

  return {
    send: (path, init = {}) =>
      inTime(options, init.signal, (signal) => endpoint(path, { ...init, signal }, options.credential())),
    async ask(question) {
      try {
        return await inTime(options, null, (signal) => answerTo(question, signal))
      } catch (error) {
        return { ok: false, failure: noNetwork(error) }
      }
    },
  }
}

/** Gives something up after a while, or when the app does; also where `fetch` does not heed its signal. */
async function inTime<Value>(
  { clock, answerMillis }: TransportOptions,
  outer: AbortSignal | null | undefined,
  run: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController()
  const giveUp = () => controller.abort()
  outer?.addEventListener('abort', giveUp)
  if (outer?.aborted) giveUp()
  let callOff = () => {}
  const late = new Promise<never>((_, reject) => {
    callOff = clock.later(() => {
      reject(new Error(`no answer in ${answerMillis} ms`))
      giveUp()
    }, answerMillis)
  })
  try {
    // Beyond the answer's beginning the app may still give up the rest of it.
    return await Promise.race([run(controller.signal), late])
  } catch (error) {
    outer?.removeEventListener('abort', giveUp)
    throw error
  } finally {
    callOff()
  }
}
