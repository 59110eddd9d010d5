import { expect } from '@playwright/test'
import { call } from '@/e2e/support/clients/call'
import { newNetwork } from '@/e2e/support/fixtures/limited-test'
import { letMinutesPass, type TwoClocks } from '@/e2e/support/servers/clocks'
import { limits } from '@/lib/policy'
import { otherPassword } from '@/lib/testing/accounts'
import { type Person, signInChannels } from './channels'

/**
 * What an attacker gains where one server applies its own clock to another's rows: attempts, dead sessions, dead links.
 * Both servers must decide the same, whatever their clocks.
 */

const wrongPassword = 'not this horse'
const minutesOf = (limit: keyof typeof limits) => limits[limit].seconds / 60

/** Both servers count the attempts of a login, and of a network, together, and for as long as the table says. */
export async function expectLimitsHold({ channels, database }: TwoClocks): Promise<void> {
  const victim = channels(0).newPerson()
  expect((await channels(0).send('classic', 'register', victim)).outcome).toBe('ok')
  const guess = async (which: 0 | 1, person = victim, network = newNetwork()) =>
    await channels(which, network).send('classic', 'signIn', { ...person, password: wrongPassword })
  const { attempts } = limits.signInForAccount
  const outcomes = []
  for (let at = 0; at < attempts + 4; at++) outcomes.push((await guess(at % 2 ? 1 : 0)).outcome)
  expect(outcomes).toEqual([...Array(attempts).fill('wrong'), ...Array(4).fill('often')])
  for (const which of [0, 1] as const) {
    const wait = Number((await guess(which)).headers['retry-after'])
    expect(wait).toBeGreaterThan(limits.signInForAccount.seconds - 120)
    expect(wait).toBeLessThanOrEqual(limits.signInForAccount.seconds)
  }
  const network = newNetwork()
  const spray: string[] = []
  for (let at = 0; at < limits.signInFromNetwork.attempts + 4; at++)
    spray.push((await guess(at % 2 ? 1 : 0, channels(0).newPerson(), network)).outcome)
  expect(spray.lastIndexOf('wrong')).toBe(limits.signInFromNetwork.attempts - 1)

  await letMinutesPass(database, minutesOf('signInForAccount'))
  for (const which of [0, 1] as const) expect((await guess(which)).outcome).toBe('wrong')
  expect((await channels(1).send('classic', 'signIn', victim)).outcome).toBe('ok')
}

/** Mails requested on both are counted together: few go to one address. */
export async function expectMailsCounted({ channels }: TwoClocks): Promise<void> {
  const network = newNetwork()
  const outcomes: string[] = []
  for (let at = 0; at <= limits.mailFromNetwork.attempts; at++) {
    const { email } = channels(0).newPerson()
    outcomes.push((await channels(at % 2 ? 1 : 0, network).send('rest', 'askForReset', { email })).outcome)
  }
  expect(outcomes).toEqual([...Array(limits.mailFromNetwork.attempts).fill('ok'), 'often'])
}

/** A session opened on one, by cookie or token, lives and ends on both. */
export async function expectSessionsAgree({ channels, database, servers }: TwoClocks): Promise<void> {
  const person = await channels(0).newVerifiedPerson()
  for (const [from, to] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const secrets = await channels(from).signInEverywhere(person)
    const all = secrets.map(() => true)
    expect(secrets).not.toContain(null)
    expect(await channels(to).areLive(secrets)).toEqual(all)
    expect(await channels(from).areLive(secrets)).toEqual(all)
    const [cookie = ''] = secrets
    // Auth.js decides on its own when a session ends.
    await database.query(
      `UPDATE "Session" SET "expiresAt" = timezone('utc', now()) + interval '5 minutes' WHERE "revokedAt" IS NULL`,
    )
    const session = await call(`${servers[to].url}/api/auth/session`, undefined, { cookie: cookie ?? '' })
    expect(session.text).toContain(person.email)
    expect(await channels(to).areLive(secrets)).toEqual(all)

    await letMinutesPass(database, 6)
    const none = secrets.map(() => false)
    expect(await channels(from).areLive(secrets)).toEqual(none)
    expect(await channels(to).areLive(secrets)).toEqual(none)
  }
  expect(signInChannels.length).toBeGreaterThan(3)
}

/** A link mailed by one is valid on both until its hour is over, and then on neither. */
export async function expectTicketsAgree({ channels, database }: TwoClocks): Promise<void> {
  const spend = async (which: 0 | 1, ticket: string) =>
    (await channels(which).send('rest', 'spendReset', { ticket, newPassword: otherPassword })).outcome
  for (const [from, to] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const person = await channels(from).newVerifiedPerson()
    const ticket = await channels(from).requestResetTicket(person.email)
    await letMinutesPass(database, 61)
    expect([await spend(to, ticket), await spend(from, ticket)]).toEqual(['dead', 'dead'])
    const fresh = await channels(from).requestResetTicket(person.email)
    await letMinutesPass(database, 58)
    expect(await spend(to, fresh)).toBe('ok')
  }
}

const generated = /\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/

/** The same for a generated password and its day. */
export async function expectGeneratedPasswordsAgree({
  channels,
  database,
  mailsTo,
}: TwoClocks): Promise<void> {
  const person = await channels(0).newVerifiedPerson()
  const request = async (which: 0 | 1): Promise<Person> => {
    const mailsBefore = (await mailsTo(person.email)).length
    expect((await channels(which).send('device', 'askForReset', person)).outcome).toBe('ok')
    const found = async () =>
      (await mailsTo(person.email))
        .slice(0, -mailsBefore || undefined)
        .flatMap(({ text }) => generated.exec(text)?.[0] ?? [])
    await expect.poll(async () => (await found()).length).toBe(1)
    return { ...person, password: (await found())[0] ?? '' }
  }
  const late = await request(0)
  await letMinutesPass(database, 24 * 60 + 1)
  for (const which of [0, 1] as const)
    expect((await channels(which).send('classic', 'signIn', late)).outcome).toBe('wrong')
  const inTime = await request(1)
  await letMinutesPass(database, 24 * 60 - 2)
  expect((await channels(0).send('classic', 'signIn', inTime)).outcome).toBe('ok')
}

/** A reset that is requested right after a change of the password on the other server arrives. */
export async function expectResetArrives({ channels, database }: TwoClocks): Promise<void> {
  for (const [from, to] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const person = await channels(from).newVerifiedPerson()
    const secret = await channels(from).signIn('classic', person)
    const changed = await channels(from).send(
      'classic',
      'changePassword',
      { ...person, newPassword: otherPassword },
      { secret },
    )
    expect(changed.outcome).toBe('ok')
    const ticket = await channels(to).requestResetTicket(person.email)
    await letMinutesPass(database, 2)
    const again = await channels(from).requestResetTicket(person.email)
    expect(again).not.toBe(ticket)
    expect(
      (await channels(to).send('rest', 'spendReset', { ticket, newPassword: 'chosen by the owner' })).outcome,
    ).toBe('ok')
  }
}
