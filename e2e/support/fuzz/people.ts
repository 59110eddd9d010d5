import { goodPassword, unique } from '@/e2e/support/accounts'
import { call, cookieIn } from '@/e2e/support/call'
import type { Mailbox } from '@/e2e/support/mailbox'
import type { Words } from './render'

/** What somebody must have for a request to be a good one. */
export interface Needs {
  /** The ticket of which mail; one that verifies leaves the address unverified until then. */
  readonly ticket?: 'verify' | 'reset'
  /** Something of theirs that has an id. */
  readonly id?: 'session' | 'device'
  readonly isAdmin?: boolean
}

/** Makes people for requests that change them. */
export class People {
  /** Whatever of theirs must stand in no log. */
  readonly secrets = new Set<string>()

  constructor(
    private readonly url: string,
    private readonly mailbox: Mailbox,
    private readonly adminSecret: string,
  ) {}

  /** Somebody new who is signed in, as the words that stand for what is theirs. */
  async somebody({ ticket, id, isAdmin = false }: Needs): Promise<Words> {
    const login = unique('ada')
    const email = `${login}@example.com`
    const classic = `${this.url}/api/classic/auth`
    await call(`${classic}/register`, { username: login, email, password: goodPassword })
    const verification = await this.mailbox.nextTicket(email, '/verify-email/')
    if (ticket !== 'verify') await call(`${this.url}/api/rest/auth/verify-email/${verification}`)
    const own = cookieIn(await call(`${classic}/login`, { username: login, password: goodPassword })) ?? ''
    const cookie = isAdmin ? this.adminSecret : own
    const { account } = JSON.parse((await call(`${this.url}/api/account`, undefined, { cookie: own })).text)
    const secrets = {
      'my.cookie': cookie,
      'my.token': await this.token(login, cookie),
      'my.ticket': ticket === 'reset' ? await this.resetTicket(email) : verification,
    }
    for (const secret of Object.values(secrets)) this.secrets.add(secret)
    return {
      ...secrets,
      ...{ 'my.login': login, 'my.email': email, 'my.account': account.id, 'new.login': unique('eve') },
      ...{ 'my.id': id ? await this.idOf(id, login, own) : account.id, 'my.origin': new URL(this.url).host },
      'my.much': 'x'.repeat(70_000),
    }
  }

  private async token(login: string, cookie: string): Promise<string> {
    const body = { email: `${login}@example.com`, password: goodPassword }
    const answer = await call(`${this.url}/api/rest/auth/login`, body)
    return JSON.parse(answer.text).token ?? cookie
  }

  private async resetTicket(email: string): Promise<string> {
    await call(`${this.url}/api/rest/auth/forgot-password`, { email })
    return await this.mailbox.nextTicket(email, '/reset/')
  }

  private async idOf(kind: 'session' | 'device', login: string, cookie: string): Promise<string> {
    await call(`${this.url}/api/auth`, { login, password: goodPassword, device_id: unique('device') })
    const { text } = await call(`${this.url}/api/account/${kind}s`, undefined, { cookie })
    const rows: { id: string; isCurrent?: boolean }[] = JSON.parse(text)[`${kind}s`]
    return rows.find(({ isCurrent }) => !isCurrent)?.id ?? ''
  }
}
