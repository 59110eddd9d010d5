import { goodPassword, unique } from '@/e2e/support/accounts'
import { call, cookieIn } from '@/e2e/support/call'
import type { Mailbox } from '@/e2e/support/mailbox'
import type { Words } from './render'

/** What somebody must have for a request to be a good one. */
export interface Needs {
  /** The ticket of which mail; one that verifies leaves the address unverified until then. */
  readonly ticket?: 'verify' | 'reset'
  /** Whether the address is verified: some doors let nobody else in. */
  readonly isVerified?: boolean
  /** Something of theirs that has an id. */
  readonly id?: 'session' | 'device'
  readonly isAdmin?: boolean
}

const strangersTicket = 'x'.repeat(43)

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
  async somebody({ ticket, isVerified = false, id, isAdmin = false }: Needs): Promise<Words> {
    const login = unique('ada')
    const email = `${login}@example.com`
    const classic = `${this.url}/api/classic/auth`
    await call(`${classic}/register`, { username: login, email, password: goodPassword })
    const own = cookieIn(await call(`${classic}/login`, { username: login, password: goodPassword })) ?? ''
    const cookie = isAdmin ? this.adminSecret : own
    const secrets = {
      'my.cookie': cookie,
      'my.token': isVerified ? await this.verifiedToken(email) : cookie,
      'my.ticket': ticket ? await this.ticket(ticket, email) : strangersTicket,
    }
    for (const secret of [secrets['my.cookie'], secrets['my.token']]) this.secrets.add(secret)
    if (ticket) this.secrets.add(secrets['my.ticket'])
    return {
      ...secrets,
      ...{ 'my.login': login, 'my.email': email, 'my.account': await this.accountId(own) },
      ...{ 'my.id': id ? await this.idOf(id, login, own) : 'x', 'my.origin': new URL(this.url).host },
      'my.much': 'x'.repeat(70_000),
    }
  }

  private async accountId(cookie: string): Promise<string> {
    return JSON.parse((await call(`${this.url}/api/account`, undefined, { cookie })).text).account.id
  }

  private async verifiedToken(email: string): Promise<string> {
    const verification = await this.mailbox.nextTicket(email, '/verify-email/')
    await call(`${this.url}/api/rest/auth/verify-email/${verification}`)
    const answer = await call(`${this.url}/api/rest/auth/login`, { email, password: goodPassword })
    return JSON.parse(answer.text).token
  }

  private async ticket(kind: 'verify' | 'reset', email: string): Promise<string> {
    if (kind === 'reset') await call(`${this.url}/api/rest/auth/forgot-password`, { email })
    return await this.mailbox.nextTicket(email, kind === 'reset' ? '/reset/' : '/verify-email/')
  }

  private async idOf(kind: 'session' | 'device', login: string, cookie: string): Promise<string> {
    await call(`${this.url}/api/auth`, { login, password: goodPassword, device_id: unique('device') })
    const { text } = await call(`${this.url}/api/account/${kind}s`, undefined, { cookie })
    const rows: { id: string; isCurrent?: boolean }[] = JSON.parse(text)[`${kind}s`]
    return rows.find(({ isCurrent }) => !isCurrent)?.id ?? ''
  }
}
