import { expect } from '@playwright/test'
import type { Channels, Person } from '@/e2e/support/channels/channels'
import { unique } from '@/lib/testing/accounts'
import { type Credentials, call } from './call'
import { Contract } from './contract'
import { type Answer, type Message, send } from './send'

/** A signed-in user; the cookie also works as a bearer. */
export interface Member extends Person {
  readonly cookie: string
}

/** Our own API of a running server. Every answer is checked against its document. */
export class AccountApi {
  constructor(
    readonly url: string,
    readonly channels: Channels,
  ) {}

  /** A user with a confirmed address, signed in. */
  async member(): Promise<Member> {
    const person = await this.channels.newVerifiedPerson()
    return { ...person, cookie: (await this.channels.signIn('classic', person)) ?? '' }
  }

  /** A user whose account has only a device. */
  async deviceOnlyMember(): Promise<Member> {
    const [username, device] = [unique('toto'), unique('device')]
    const cookie = await this.channels.signIn('device', { username, device })
    return { username, email: '', password: '', cookie: cookie ?? '' }
  }

  async send(
    method: string,
    path: string,
    message: Omit<Message, 'method'> & Credentials = {},
  ): Promise<Answer> {
    const { cookie, bearer, headers, ...more } = message
    const credentials = {
      ...(cookie && { cookie: `authjs.session-token=${cookie}` }),
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    }
    const answer = await send(`${this.url}/api/account${path}`, {
      ...more,
      method,
      headers: { ...credentials, ...headers },
    })
    const contract = await Contract.cached(this.url, '/api/account')
    contract.checkDocumented(method, `/account${documentedPath(path)}`, answer)
    return answer
  }

  sendJson(method: string, path: string, body: object, by: Credentials = {}): Promise<Answer> {
    return this.send(method, path, { ...by, body: JSON.stringify(body) })
  }

  async get<Shown>(path: string, by: Credentials): Promise<Shown> {
    const { status, text } = await this.send('GET', path, by)
    expect({ path, status, text }).toMatchObject({ status: 200 })
    return JSON.parse(text)
  }

  async isLive(by: Credentials): Promise<boolean> {
    return (await call(`${this.url}/api/account`, undefined, by)).status === 200
  }
}

function documentedPath(path: string): string {
  return path.replace(/\?.*$/, '').replace(/^\/(sessions|devices)\/.+/, '/$1/{id}')
}
