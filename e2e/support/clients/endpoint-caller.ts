import { randomInt } from 'node:crypto'
import type { MemberRows } from '@/e2e/support/channels/member-rows'
import { goodPassword, otherPassword, unique } from '@/lib/testing/accounts'
import { Contract } from './contract'
import type { Endpoint } from './endpoints'
import { type Answer, type Message, send } from './send'

/** Who sends a request: a caller without a session, or a signed-in user about their own account. */
export type CallerKind = 'a stranger' | 'a member'

/** A user created for one call, so that each call meets the same state. */
export interface CallerPerson {
  readonly username: string
  readonly email: string
  /** Digits that no other user has. */
  readonly digits: string
  readonly headers: Readonly<Record<string, string>>
  readonly ticket: string
}

export type BodyValues = Record<string, unknown>

const today = () => new Date().toISOString().slice(0, 10).split('-').reverse().join('/')
const unknownTicket = 'x'.repeat(43)

/** Calls endpoints with valid requests of new users; answers come without what depends on the user. */
export class EndpointCaller {
  constructor(
    private readonly url: string,
    private readonly members: MemberRows,
  ) {}

  async person(kind: CallerKind, endpoint: Endpoint): Promise<CallerPerson> {
    const username = unique('ada')
    const digits = String(randomInt(1e9, 1e10))
    const person = {
      username,
      email: `${username}@example.com`,
      digits,
      headers: {},
      ticket: unknownTicket,
    }
    return kind === 'a stranger' ? person : await this.member(person, endpoint)
  }

  /** A body with a valid value in every field, of this user where it is about one. */
  body({ entry, fields }: Endpoint, { username, email, ticket }: CallerPerson): BodyValues {
    const own: BodyValues = {
      ...{ login: username, username, email, ticket, tool: 'email', device: today() },
      ...{ password: goodPassword, current_password: goodPassword, currentPassword: goodPassword },
      ...{ new_password: otherPassword, newPassword: otherPassword, newPasswordRepeat: otherPassword },
      ...{ device_id: 'one', primary_device_id: 'one', device_token: 'push', session: 'bearer' },
      ...{ cookies: 'true', phone: '12321', gender: 'true', region: 'Nsk', first: 'Ada', last: 'Lovelace' },
    }
    const example: BodyValues = { ...entry.body?.example }
    return Object.fromEntries(Object.keys(fields).map((name) => [name, own[name] ?? example[name] ?? 'x']))
  }

  async send(
    endpoint: Endpoint,
    person: CallerPerson,
    { query = '', ticket = person.ticket, ...message }: Message & { query?: string; ticket?: string } = {},
  ): Promise<{ status: number; text: string }> {
    const path = endpoint.path.replace(/\{\w+\}/, encodeURIComponent(ticket))
    const headers = { 'content-type': 'application/json', ...person.headers, ...message.headers }
    const answer = await send(this.url + path + query, { ...message, method: endpoint.method, headers })
    await this.check(endpoint, answer)
    return { status: answer.status, text: withoutPerson(answer.text, person) }
  }

  private async member(person: CallerPerson, endpoint: Endpoint): Promise<CallerPerson> {
    const { username, email } = person
    const { account, secret: own } = await this.members.add({ username, email })
    const secret = endpoint.entry.failures.includes('admin_only') ? await this.adminSecret() : own
    const isBearer = endpoint.reference.dialect.credentials === 'bearer'
    const headers: Record<string, string> = isBearer
      ? { authorization: `Bearer ${secret}` }
      : { cookie: `authjs.session-token=${secret}` }
    const purpose = ticketPurposeOf(endpoint)
    const ticket = purpose ? await this.members.addTicket(purpose, email, account) : unknownTicket
    return { ...person, headers, ticket }
  }

  private async adminSecret(): Promise<string> {
    const username = unique('admin')
    const admin = { username, email: `${username}@example.com`, isAdmin: true }
    return (await this.members.add(admin)).secret
  }

  private async check({ reference, entry, method }: Endpoint, answer: Answer): Promise<void> {
    const contract = await Contract.cached(this.url, `/api/${reference.dialect.name}`)
    contract.checkDocumented(method, entry.path, answer)
  }
}

function withoutPerson(text: string, { username, email, digits }: CallerPerson): string {
  return [email, username, digits]
    .reduce((rest, own) => rest.replaceAll(own, '…'), text)
    .replace(/"[\w-]{43}"|"eyJ[\w.-]+"/g, '"secret"')
    .replace(/default-\d-[\w-]+/g, 'default')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'moment')
    .replace(/"id":"\d+"/g, '"id":"…"')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
}

/** The purpose of the ticket that an endpoint spends; null where it spends none. */
function ticketPurposeOf({ path, fields }: Endpoint): 'verify' | 'reset' | null {
  if (!('ticket' in fields) && !path.includes('{token}')) return null
  return /verify/i.test(path) ? 'verify' : 'reset'
}
