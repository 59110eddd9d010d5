import type { Pool } from 'pg'
import { call, cookieIn } from '@/e2e/support/clients/call'
import { newSecret } from '@/lib/account/secret'
import { goodPassword, unique } from '@/lib/testing/accounts'

const purposes = { verify: 'verify_email', reset: 'reset_password' } as const

interface Member {
  readonly username: string
  readonly email: string
  readonly isAdmin?: boolean
}

/**
 * Puts members with sessions and tickets into a server's database directly, which is faster than requests and mails.
 * All are copies of one who registered and signed in through classic.
 */
export class MemberRows {
  private static readonly templates = new Map<string, Promise<string>>()

  constructor(
    private readonly url: string,
    private readonly database: Pool,
  ) {}

  /** Returns the account's id, and the secret of its session. */
  async add({ username, email, isAdmin = false }: Member): Promise<{ account: string; secret: string }> {
    const { plain, hash } = newSecret()
    const { rows } = await this.database.query<{ id: string }>(
      `WITH account AS (
         INSERT INTO "Account" (id, username, "usernameKey", email, "passwordHash", locale, role)
         SELECT gen_random_uuid(), $1, $1, $2, "passwordHash", locale, $3::"Role" FROM "Account" WHERE email = $4
         RETURNING id)
       INSERT INTO "Session" (id, "secretHash", "accountId", dialect, "userAgent", address, "expiresAt", "endsAt")
       SELECT gen_random_uuid(), $5, account.id, dialect, "userAgent", address, "expiresAt", "endsAt"
       FROM account, "Session" JOIN "Account" ON "Account".id = "accountId" WHERE "Account".email = $4
       RETURNING "accountId" AS id`,
      [username, email, isAdmin ? 'admin' : 'user', await this.template(), Buffer.from(hash)],
    )
    if (!rows[0]) throw new Error(`no account for ${email}`)
    return { account: rows[0].id, secret: plain }
  }

  /** Returns the ticket of a mailed link. */
  async addTicket(purpose: 'verify' | 'reset', email: string, account: string): Promise<string> {
    const { plain, hash } = newSecret()
    await this.database.query(
      `INSERT INTO "Ticket" (id, "secretHash", purpose, email, "accountId", "expiresAt")
       VALUES (gen_random_uuid(), $1, $2::"TicketPurpose", $3, $4, timezone('utc', now()) + interval '1 hour')`,
      [Buffer.from(hash), purposes[purpose], email, account],
    )
    return plain
  }

  /** The address of the member whom the server itself has created. */
  private template(): Promise<string> {
    const known = MemberRows.templates.get(this.url) ?? this.register()
    MemberRows.templates.set(this.url, known)
    return known
  }

  private async register(): Promise<string> {
    const username = unique('ada')
    const email = `${username}@example.com`
    const classic = `${this.url}/api/classic/auth`
    await call(`${classic}/register`, { username, email, password: goodPassword })
    const signedIn = await call(`${classic}/login`, { username, password: goodPassword })
    if (!cookieIn(signedIn)) throw new Error(`signing in answered ${signedIn.text}`)
    return email
  }
}
