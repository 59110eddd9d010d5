import type { OutgoingHttpHeaders } from 'node:http'
import { expect, test } from '@playwright/test'
import type { RequestChannel } from '@/lib/channels'
import { Contract } from './contract'
import { type Answer, send } from './send'

/** A body as a program builds it: an object for JSON, or exact bytes. */
export type OldBody = object | string | Uint8Array

/**
 * A program that was written for one of the documents. It sends only its library's headers, keeps cookies as that
 * library does, and checks every answer against the current OpenAPI document.
 */
export class OldApp {
  private cookie: string | null = null
  /** The clients of some tests keep none. */
  keepsCookies = true

  constructor(
    private readonly serverUrl: string,
    private readonly dialect: Exclude<RequestChannel, 'pages'>,
    private readonly headers: OutgoingHttpHeaders = {},
  ) {}

  /** The server's current base URL. */
  get base(): string {
    return this.dialect === 'device' ? '/api' : `/api/${this.dialect}`
  }

  /** @param call method and path, such as `POST /auth` */
  async say(call: string, body?: OldBody, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
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
export interface Step<Seen> {
  readonly does: string
  /** The name of the program that sends it. */
  readonly by: { [Name in keyof Seen]: Seen[Name] extends OldApp ? Name : never }[keyof Seen]
  readonly call: string | ((seen: Seen) => string)
  readonly body?: OldBody | ((seen: Seen) => OldBody)
  readonly headers?: (seen: Seen) => OutgoingHttpHeaders
  readonly status: number
  /** The answer's body; '' for none. */
  readonly answer: unknown | ((seen: Seen) => unknown)
  /** Stores what later rows need: a mail, a push message, a token. */
  readonly keeps?: (seen: Seen, answer: Answer) => Promise<void> | void
}

/** Sends a table's rows in order, and checks each answer. */
export async function replay<Seen>(seen: Seen, steps: readonly Step<Seen>[]): Promise<void> {
  for (const step of steps) {
    await test.step(step.does, async () => {
      const answer = await sent(seen, step)
      const { status, text } = answer
      const wanted = { does: step.does, status: step.status, body: given(step.answer, seen) }
      expect({ does: step.does, status, body: parsed(text) }).toEqual(wanted)
      await step.keeps?.(seen, answer)
    })
  }
}

function sent<Seen>(seen: Seen, { by, call, body, headers }: Step<Seen>): Promise<Answer> {
  const app = seen[by]
  if (!(app instanceof OldApp)) throw new Error(`${String(by)} is no app`)
  return app.say(given(call, seen) as string, given(body, seen) as OldBody | undefined, headers?.(seen))
}

function given<Seen>(value: unknown, seen: Seen): unknown {
  return typeof value === 'function' ? value(seen) : value
}

function parsed(text: string): unknown {
  return text === '' ? '' : JSON.parse(text)
}

function documented(path: string): string {
  return path.replace(/\?.*$/s, '').replace(/(reset-password|verify-email)\/.*$/s, '$1/{token}')
}
