import type { Pool } from 'pg'
import { call, cookieIn } from '@/e2e/support/clients/call'
import { newSecret } from '@/lib/account/secret'
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

const purposes = { verify: 'verify_email', reset: 'reset_password' } as const
const unknownTicket = 'x'.repeat(43)

/** Creates users for requests that change them; tickets are put into the database directly, which is faster than mail. */
export class FuzzUsers {
  readonly secrets = new Set<string>()

  constructor(
    private readonly url: string,
    private readonly database: Pool,
  ) {}

  /** Creates a signed-in user, and returns the values of the placeholders. */
  async newUser({ ticket, isVerified = false, id, isAdmin = false }: Needs): Promise<Placeholders> {
    const login = unique('ada')
    const email = `${login}@example.com`
    const classic = `${this.url}/api/classic/auth`
    await call(`${classic}/register`, { username: login, email, password: goodPassword })
    const cookie = cookieIn(await call(`${classic}/login`, { username: login, password: goodPassword })) ?? ''
    const account = await this.grant(email, { isVerified, isAdmin })
    const secrets = {
      'my.cookie': cookie,
      'my.token': isVerified ? await this.token(email) : cookie,
      'my.ticket': ticket ? await this.ticket(purposes[ticket], { email, account }) : unknownTicket,
    }
    for (const secret of Object.values(secrets)) if (secret !== unknownTicket) this.secrets.add(secret)
    return {
      ...secrets,
      ...{ 'my.login': login, 'my.email': email, 'my.account': account, 'my.much': 'x'.repeat(70_000) },
      ...{ 'my.id': id ? await this.idOf(id, login, cookie) : 'x', 'my.origin': new URL(this.url).host },
    }
  }

  private async grant(email: string, { isVerified, isAdmin }: Needs): Promise<string> {
    const { rows } = await this.database.query<{ id: string }>(
      `UPDATE "Account" SET role = $2::"Role", "emailVerifiedAt" = CASE WHEN $3 THEN timezone('utc', now()) END
       WHERE email = $1 RETURNING id`,
      [email, isAdmin ? 'admin' : 'user', isVerified],
    )
    return rows[0]?.id ?? ''
  }

  private async token(email: string): Promise<string> {
    const answer = await call(`${this.url}/api/rest/auth/login`, { email, password: goodPassword })
    return JSON.parse(answer.text).token
  }

  private async ticket(
    purpose: string,
    { email, account }: Record<'email' | 'account', string>,
  ): Promise<string> {
    const { plain, hash } = newSecret()
    await this.database.query(
      `INSERT INTO "Ticket" (id, "secretHash", purpose, email, "accountId", "expiresAt")
       VALUES (gen_random_uuid(), $1, $2::"TicketPurpose", $3, $4, timezone('utc', now()) + interval '1 hour')`,
      [Buffer.from(hash), purpose, email, account],
    )
    return plain
  }

  private async idOf(kind: 'session' | 'device', login: string, cookie: string): Promise<string> {
    await call(`${this.url}/api/auth`, { login, password: goodPassword, device_id: unique('device') })
    const { text } = await call(`${this.url}/api/account/${kind}s`, undefined, { cookie })
    const rows: { id: string; isCurrent?: boolean }[] = JSON.parse(text)[`${kind}s`]
    return rows.find(({ isCurrent }) => !isCurrent)?.id ?? ''
  }
}
