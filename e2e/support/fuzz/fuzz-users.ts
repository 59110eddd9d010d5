import type { Pool } from 'pg'
import { MemberRows } from '@/e2e/support/channels/member-rows'
import { call } from '@/e2e/support/clients/call'
import { goodPassword, unique } from '@/lib/testing/accounts'
import type { Placeholders } from './render'

/** What a user must have for a valid request. */
export interface Needs {
  /** The purpose of the mailed ticket; `verify` leaves the address unverified until then. */
  readonly ticket?: 'verify' | 'reset'
  /** Whether the address is verified: some channels require it. */
  readonly isVerified?: boolean
  /** A row of theirs whose id is needed. */
  readonly id?: 'session' | 'device'
  readonly isAdmin?: boolean
}

const unknownTicket = 'x'.repeat(43)

/** Creates users for requests that change them. */
export class FuzzUsers {
  readonly secrets = new Set<string>()

  private readonly members: MemberRows

  constructor(
    private readonly url: string,
    private readonly database: Pool,
  ) {
    this.members = new MemberRows(url, database)
  }

  /** Creates a signed-in user, and returns the values of the placeholders. */
  async newUser({ ticket, isVerified = false, id, isAdmin = false }: Needs): Promise<Placeholders> {
    const login = unique('ada')
    const email = `${login}@example.com`
    const { account, secret: cookie } = await this.members.add({ username: login, email, isAdmin })
    if (isVerified) await this.verify(account)
    const secrets = {
      'my.cookie': cookie,
      'my.token': isVerified ? await this.token(email) : cookie,
      'my.ticket': ticket ? await this.members.addTicket(ticket, email, account) : unknownTicket,
    }
    for (const secret of Object.values(secrets)) if (secret !== unknownTicket) this.secrets.add(secret)
    return {
      ...secrets,
      ...{ 'my.login': login, 'my.email': email, 'my.account': account, 'my.much': 'x'.repeat(70_000) },
      ...{ 'my.id': id ? await this.idOf(id, login, cookie) : 'x', 'my.origin': new URL(this.url).host },
    }
  }

  private async verify(account: string): Promise<void> {
    await this.database.query(
      `UPDATE "Account" SET "emailVerifiedAt" = timezone('utc', now()) WHERE id = $1`,
      [account],
    )
  }

  private async token(email: string): Promise<string> {
    const answer = await call(`${this.url}/api/rest/auth/login`, { email, password: goodPassword })
    return JSON.parse(answer.text).token
  }

  private async idOf(kind: 'session' | 'device', login: string, cookie: string): Promise<string> {
    await call(`${this.url}/api/auth`, { login, password: goodPassword, device_id: unique('device') })
    const { text } = await call(`${this.url}/api/account/${kind}s`, undefined, { cookie })
    const rows: { id: string; isCurrent?: boolean }[] = JSON.parse(text)[`${kind}s`]
    return rows.find(({ isCurrent }) => !isCurrent)?.id ?? ''
  }
}
