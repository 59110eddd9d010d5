import { randomBytes } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import { type Mailbox, ticketIn } from '@/e2e/support/servers/mailbox'
import { Contract } from './contract'
import { type Answer, type Message, send } from './send'

export interface RestPerson {
  readonly email: string
  readonly password: string
  readonly firstName: string
  readonly lastName: string
}

export const verifySubject = /Подтвердите|Confirm your address/
export const resetSubject = /Сброс пароля|Reset your/

export function newRestPerson(over: Partial<RestPerson> = {}): RestPerson {
  const email = `ivan${randomBytes(6).toString('hex')}@example.com`
  return { email, password: 'correct horse battery', firstName: 'Иван', lastName: 'Петров', ...over }
}

/** The rest dialect of a running server, as an app would call it, with common steps of tests. */
export class RestApi {
  constructor(readonly serverUrl: string) {}

  post(path: string, body: object | string | Uint8Array, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    const raw = typeof body === 'string' || body instanceof Uint8Array
    const type = { 'content-type': 'application/json' }
    return this.call('POST', path, {
      headers: { ...type, ...headers },
      body: raw ? body : JSON.stringify(body),
    })
  }

  get(path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.call('GET', path, { headers })
  }

  private async call(method: string, path: string, message: Message): Promise<Answer> {
    const answer = await send(`${this.serverUrl}/api/rest/auth/${path}`, { ...message, method })
    const contract = await Contract.cached(this.serverUrl, '/api/rest')
    contract.checkDocumented(
      method,
      `/auth/${path.replace(/^(reset-password|verify-email)\/.*$/s, '$1/{token}')}`,
      answer,
    )
    return answer
  }

  async register(over: Partial<RestPerson> = {}): Promise<RestPerson> {
    const person = newRestPerson(over)
    textOf(await this.post('register', person), 201)
    return person
  }

  /** Registers a user and verifies the address with the ticket in the mail. */
  async registerVerified(mailbox: Mailbox, over: Partial<RestPerson> = {}): Promise<RestPerson> {
    const person = await this.register(over)
    textOf(await this.get(`verify-email/${await verifyTicketOf(mailbox, person.email)}`), 200)
    return person
  }

  async requestResetTicket(mailbox: Mailbox, email: string): Promise<string> {
    textOf(await this.post('forgot-password', { email }), 200)
    return ticketIn(await mailbox.next(email, resetSubject))
  }

  async signIn({ email, password }: Pick<RestPerson, 'email' | 'password'>): Promise<string> {
    const { token } = JSON.parse(textOf(await this.post('login', { email, password }), 200)) as {
      token: string
    }
    return token
  }

  /** `GET /api/account` with this Authorization header, or none. */
  account(authorization?: string | string[]): Promise<Answer> {
    return send(`${this.serverUrl}/api/account`, {
      headers: authorization ? { Authorization: authorization } : {},
    })
  }
}

export async function verifyTicketOf(mailbox: Mailbox, email: string): Promise<string> {
  return ticketIn(await mailbox.next(email, verifySubject))
}

function textOf({ status, text }: Answer, expectedStatus: number): string {
  if (status !== expectedStatus) throw new Error(`expected ${expectedStatus}, got ${status}: ${text}`)
  return text
}
