/** The number of background accounts, and of the sessions of each. */
export interface CrowdSize {
  readonly accounts: number
  readonly sessionsEach: number
}

// Small enough for the statement timeout.
const rowsAtOnce = 10_000

/**
 * Fills an empty database with inactive accounts: each with sessions, events and a ticket, every tenth with a device, a
 * provider's identity and a counter; and with pending sign-ups. One row in ten is expired, for the sweep.
 *
 * @param run runs one statement with its values
 */
export async function fillWithCrowd(
  run: (statement: string, values: unknown[]) => Promise<unknown>,
  { accounts, sessionsEach }: CrowdSize,
  passwordHash: string,
): Promise<void> {
  for (let from = 0; from < accounts; from += rowsAtOnce) {
    const range = [from + 1, Math.min(accounts, from + rowsAtOnce)]
    await run(people, [...range, passwordHash])
    await run(sessions, [...range, sessionsEach])
    for (const statement of [events, tickets, devices, identities, counters]) await run(statement, range)
    await run(signUps, [...range, passwordHash])
  }
}

/** A UUID from a number, to link rows. */
const id = (number: string) => `lpad(to_hex(${number}), 32, '0')::uuid`
const hash = (text: string) => `sha256(convert_to(${text}, 'UTF8'))`
const end = `now() + CASE WHEN n % 10 = 0 THEN interval '-200 days' ELSE interval '30 days' END`
const each = 'FROM generate_series($1::int, $2::int) n'
const everyTenth = `${each} WHERE n % 10 = 1`

const people = `
  INSERT INTO "Account" (id, username, "usernameKey", email, "emailVerifiedAt", "passwordHash")
  SELECT ${id('n')}, 'other' || n, 'other' || n, 'other' || n || '@example.com', now(), $3 ${each}`
const sessions = `
  INSERT INTO "Session" (id, "secretHash", "accountId", dialect, "expiresAt", "endsAt")
  SELECT gen_random_uuid(), ${hash("n || ' ' || k")}, ${id('n')}, 'rest', ${end}, ${end}
  ${each}, generate_series(1, $3::int) k`
const events = `
  INSERT INTO "Event" ("accountId", kind, at, details)
  SELECT ${id('n')}, 'authn_login_success', now() - k * interval '1 day', '{}' ${each}, generate_series(1, 2) k`
const tickets = `
  INSERT INTO "Ticket" (id, "secretHash", purpose, email, "accountId", "expiresAt")
  SELECT gen_random_uuid(), ${hash("'ticket ' || n")}, 'verify_email', 'other' || n || '@example.com', ${id('n')}, ${end}
  ${each}`
const devices = `
  INSERT INTO "Device" (id, "accountId", "idHash", "isPrimary")
  SELECT gen_random_uuid(), ${id('n')}, ${hash("'device ' || n")}, true ${everyTenth}`
const identities = `
  INSERT INTO "Identity" (id, "accountId", issuer, subject)
  SELECT gen_random_uuid(), ${id('n')}, 'https://example.com', 'other' || n ${everyTenth}`
const counters = `
  INSERT INTO "RateLimit" (key, points, expire)
  SELECT 'crowd:' || n, 1, extract(epoch FROM ${end}) * 1000 ${everyTenth}`
const signUps = `
  INSERT INTO "Registration" (id, username, "usernameKey", email, "passwordHash", locale, "expiresAt")
  SELECT gen_random_uuid(), 'new' || n, 'new' || n, 'new' || n || '@example.com', $3, 'en', ${end} ${everyTenth}`
