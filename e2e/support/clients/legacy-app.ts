import type { OutgoingHttpHeaders } from 'node:http'
import { expect, test } from '@playwright/test'
import type { RequestChannel } from '@/lib/channels'
import { Contract } from './contract'
import { type Answer, send } from './send'

/** A body as a program builds it: an object for JSON, or exact bytes. */
export type LegacyBody = object | string | Uint8Array

/**
 * A program that was written for one of the documents. It sends only its library's headers, keeps cookies as that
 * library does, and checks every answer against the current OpenAPI document.
 */
export class LegacyApp {
  private cookie: string | null = null
  /** The clients of some tests keep none. */
  keepsCookies = true

  constructor(
    private readonly serverUrl: string,
    private readonly dialect: Exclude<RequestChannel, 'pages'>,
    private readonly headers: OutgoingHttpHeaders = {},
  ) {}

  get base(): string {
    return this.dialect === 'device' ? '/api' : `/api/${this.dialect}`
  }

  /** @param call method and path, such as `POST /auth` */
  async send(call: string, body?: LegacyBody, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    const [method = '', path = ''] = call.split(' ')
    const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array
    const answer = await send(this.serverUrl + this.base + path, {
      method,
      headers: { ...this.headers, ...(this.cookie && { cookie: this.cookie }), ...headers },
      body: isRaw ? body : JSON.stringify(body),
    })
    this.keepCookie(answer)
    const contract = await Contract.cached(this.serverUrl, `/api/${this.dialect}`)
    contract.checkDocumented(method, documented(path), answer)
    return answer
  }

  private keepCookie({ headers }: Answer): void {
    const [pair = ''] = headers['set-cookie']?.[0]?.split(';') ?? []
    if (pair && this.keepsCookies) this.cookie = pair.endsWith('=') ? null : pair
  }
}

/** One row of a replay: a program's request and the expected answer. */
export interface Step<State> {
  readonly title: string
  /** The name of the program that sends it. */
  readonly sender: { [Name in keyof State]: State[Name] extends LegacyApp ? Name : never }[keyof State]
  readonly call: string | ((state: State) => string)
  readonly body?: LegacyBody | ((state: State) => LegacyBody)
  readonly headers?: (state: State) => OutgoingHttpHeaders
  readonly status: number
  /** The answer's body; '' for none. */
  readonly answer: unknown | ((state: State) => unknown)
  /** Stores what later rows need: a mail, a push message, a token. */
  readonly store?: (state: State, answer: Answer) => Promise<void> | void
}

export async function replay<State>(state: State, steps: readonly Step<State>[]): Promise<void> {
  for (const step of steps) {
    await test.step(step.title, async () => {
      const answer = await sendStep(state, step)
      const { status, text } = answer
      const expected = { title: step.title, status: step.status, body: resolveValue(step.answer, state) }
      expect({ title: step.title, status, body: parsed(text) }).toEqual(expected)
      await step.store?.(state, answer)
    })
  }
}

function sendStep<State>(state: State, { sender, call, body, headers }: Step<State>): Promise<Answer> {
  const app = state[sender]
  if (!(app instanceof LegacyApp)) throw new Error(`${String(sender)} is no app`)
  return app.send(
    resolveValue(call, state) as string,
    resolveValue(body, state) as LegacyBody | undefined,
    headers?.(state),
  )
}

function resolveValue<State>(value: unknown, state: State): unknown {
  return typeof value === 'function' ? value(state) : value
}

function parsed(text: string): unknown {
  return text === '' ? '' : JSON.parse(text)
}

function documented(path: string): string {
  return path.replace(/\?.*$/s, '').replace(/(reset-password|verify-email)\/.*$/s, '$1/{token}')
}
