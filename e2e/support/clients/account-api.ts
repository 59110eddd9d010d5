import { expect } from '@playwright/test'
import type { Channels, Person } from '@/e2e/support/channels/channels'
import { unique } from '@/lib/testing/accounts'
import { type Credentials, call } from './call'
import { Contract } from './contract'
import { type Answer, type Message, send } from './send'

/** Somebody who is signed in, by a cookie that is a bearer too. */
export interface Member extends Person {
  readonly cookie: string
}

/** Our own API of a running server. Every answer is held against its document. */
export class AccountApi {
  constructor(
    readonly url: string,
    readonly channels: Channels,
  ) {}

  /** Somebody with a confirmed address, signed in on the pages. */
  async member(): Promise<Member> {
    const person = await this.channels.verified()
    return { ...person, cookie: (await this.channels.signIn('classic', person)) ?? '' }
  }

  /** Somebody who has nothing but a device, which is how the account is opened. */
  async nobodyInParticular(): Promise<Member> {
    const [username, device] = [unique('toto'), unique('device')]
    const cookie = await this.channels.signIn('device', { username, device })
    return { username, email: '', password: '', cookie: cookie ?? '' }
  }

  /** One call, below `/api/account`. */
  async ask(
    method: string,
    path: string,
    message: Omit<Message, 'method'> & Credentials = {},
  ): Promise<Answer> {
    const { cookie, bearer, headers, ...more } = message
    const shown = {
      ...(cookie && { cookie: `authjs.session-token=${cookie}` }),
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    }
    const answer = await send(`${this.url}/api/account${path}`, {
      ...more,
      method,
      headers: { ...shown, ...headers },
    })
    const contract = await Contract.cached(this.url, '/api/account')
    contract.checkDocumented(method, `/account${documentedPath(path)}`, answer)
    return answer
  }

  /** The same with a JSON body. */
  say(method: string, path: string, body: object, by: Credentials = {}): Promise<Answer> {
    return this.ask(method, path, { ...by, body: JSON.stringify(body) })
  }

  /** What an endpoint shows to who is signed in. */
  async show<Shown>(path: string, by: Credentials): Promise<Shown> {
    const { status, text } = await this.ask('GET', path, by)
    expect({ path, status, text }).toMatchObject({ status: 200 })
    return JSON.parse(text)
  }

  /** Whether a session counts. */
  async isLive(by: Credentials): Promise<boolean> {
    return (await call(`${this.url}/api/account`, undefined, by)).status === 200
  }
}

function documentedPath(path: string): string {
  return path.replace(/\?.*$/, '').replace(/^\/(sessions|devices)\/.+/, '/$1/{id}')
}
