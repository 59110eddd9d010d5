import { Channels, type Reply, secretIn } from '@/e2e/support/channels/channels'
import { expect } from '@/e2e/support/fixtures/test'
import { test } from '@/e2e/support/fixtures/two-servers-test'
import { limits } from '@/lib/policy'
import { otherPassword, unique } from '@/lib/testing/accounts'

/** Simultaneous requests to two servers with one database: what may happen once happens once. */

const many = <Made>(count: number, make: (number: number) => Made) =>
  Array.from({ length: count }, (_, at) => make(at))
/** Under this load a request may wait too long for the database; it has then changed nothing. */
async function retryWhileBusy(ask: () => Promise<Reply>): Promise<Reply> {
  const answer = await ask()
  return answer.outcome === 'busy' ? await retryWhileBusy(ask) : answer
}
const outcomes = (answers: readonly Reply[]) => answers.map(({ outcome }) => outcome)

async function learnForms(channels: readonly Channels[], ticket: string): Promise<void> {
  for (const each of channels) await each.send('pages', 'spendReset', { ticket, newPassword: 'x' })
}

test('A12: of twenty simultaneous resets with one ticket one succeeds, and only its password signs in', async ({
  site,
}) => {
  const channels = site.channels()
  const victim = await channels.newVerifiedPerson()
  const ticket = await channels.requestResetTicket(victim.email)
  const racers = many(20, site.channels)
  await learnForms(racers.slice(0, 2), ticket)
  const resets = Channels.supporting('spendReset')
  const answers = await Promise.all(
    racers.map((racer, at) =>
      racer.send(resets[at % resets.length] ?? 'rest', 'spendReset', {
        ticket,
        newPassword: `pass phrase number ${at}`,
      }),
    ),
  )
  expect(outcomes(answers).toSorted()).toEqual([...Array(19).fill('dead'), 'ok'])
  const winner = answers.findIndex(({ outcome }) => outcome === 'ok')
  const signedIn = await channels.send('rest', 'signIn', {
    ...victim,
    password: `pass phrase number ${winner}`,
  })
  expect(signedIn.outcome).toBe('ok')
  await site.smtpMailbox.waitUntilSent()
  // Verification, reset, and one notice of the changed password.
  expect(site.smtpMailbox.mailsTo(victim.email)).toHaveLength(3)
})

test('D01: fifty simultaneous registrations of one name and address in all channels: one account has each', async ({
  site,
}) => {
  const person = site.channels().newPerson()
  const channels = Channels.supporting('register').filter((channel) => channel !== 'ticket')
  const answers = await Promise.all(
    many(50, (at) => {
      const values = { ...person, password: `pass phrase number ${at}`, device: `device ${at}` }
      return retryWhileBusy(() =>
        site.channels().send(channels[at % channels.length] ?? 'rest', 'register', values),
      )
    }),
  )
  // In device the second registration counts as a wrong password.
  const expected = ['ok', 'taken', 'wrong', 'often']
  expect(outcomes(answers).filter((outcome) => !expected.includes(outcome))).toEqual([])
  const { rows } = await site.database.query<{ named: string; addressed: string }>(
    `SELECT count(*) FILTER (WHERE "usernameKey" = $1) AS named, count(*) FILTER (WHERE email = $2) AS addressed FROM "Account"`,
    [person.username, person.email],
  )
  expect(rows).toEqual([{ named: '1', addressed: '1' }])
  const ofClassic = outcomes(answers.filter((_, at) => channels[at % channels.length] === 'classic'))
  expect(ofClassic.filter((outcome) => outcome === 'ok').length).toBeLessThanOrEqual(1)
  await site.smtpMailbox.waitUntilSent()
  const mails = (await site.smtpMailbox.list(person.email)).filter(({ text }) =>
    text.includes('/verify-email/'),
  )
  expect(mails).toHaveLength(1)
})

test('D02: of two pending sign-ups with one name that are confirmed at once one gets it, and the other may try again', async ({
  site,
}) => {
  const username = unique('bob')
  const people = many(2, () => ({
    ...site.channels().newPerson(),
    username,
    email: `${unique('bob')}@example.com`,
  }))
  const pending = await Promise.all(
    people.map(async (person) => {
      const channels = site.channels()
      expect((await channels.send('ticket', 'register', person)).outcome).toBe('ok')
      return { person, channels, ticket: await channels.readTicket(person.email, 'verify-email') }
    }),
  )
  const answers = await Promise.all(
    pending.map(({ channels, ticket }) => channels.send('ticket', 'confirm', { ticket })),
  )
  expect(outcomes(answers).toSorted()).toEqual(['dead', 'ok'])
  const loser = pending[outcomes(answers).indexOf('dead')]
  const again = { ...site.channels().newPerson(), email: loser?.person.email ?? '' }
  expect((await site.channels().send('ticket', 'register', again)).outcome).toBe('ok')
})

test('D03: of two hundred simultaneous wrong passwords, in all channels of two servers, only as many as the limit are checked', async ({
  site,
}) => {
  test.slow()
  const victim = await site.channels().newVerifiedPerson()
  const guess = { ...victim, password: 'not the password' }
  const signIns = Channels.supporting('signIn')
  const answers = await Promise.all(
    many(200, (at) =>
      retryWhileBusy(() => site.channels().send(signIns[at % signIns.length] ?? 'rest', 'signIn', guess)),
    ),
  )
  // Counted by the login as typed: some channels ask for the name, some for the address.
  const attempts = 2 * limits.signInForAccount.attempts
  expect(outcomes(answers).toSorted()).toEqual([
    ...Array(200 - attempts).fill('often'),
    ...Array(attempts).fill('wrong'),
  ])
})

test('D04: of two simultaneous password changes one succeeds, and only its password and cookies are valid', async ({
  site,
}) => {
  for (let round = 0; round < 5; round++) {
    const channels = site.channels()
    const person = await channels.newVerifiedPerson()
    const secret = await channels.signIn('classic', person)
    const passwords = [`${otherPassword} one`, `${otherPassword} two`]
    const answers = await Promise.all(
      passwords.map((newPassword) =>
        site.channels().send('classic', 'changePassword', { ...person, newPassword }, { secret }),
      ),
    )
    const winners = outcomes(answers).map((outcome) => outcome === 'ok')
    expect(winners.filter(Boolean)).toHaveLength(1)
    const opened = await Promise.all(
      passwords.map(async (password) => (await channels.signIn('classic', { ...person, password })) !== null),
    )
    expect(opened).toEqual(winners)
    expect(await channels.areLive(answers.map(secretIn))).toEqual(winners)
    expect(await channels.areLive([secret])).toEqual([false])
  }
})

test('D06: an app that sends its first call twenty times has one account and one device, and every cookie works', async ({
  site,
}) => {
  const [first, second] = [site.channels(), site.channels()]
  const app = { username: unique('toto'), device: 'devA' }
  const network = { headers: { 'x-forwarded-for': '203.0.113.20' } }
  const answers = await Promise.all(
    many(20, (at) => (at % 2 ? first : second).send('device', 'signIn', app, network)),
  )
  expect(outcomes(answers)).toEqual(Array(20).fill('ok'))
  expect(await first.areLive(answers.map(secretIn))).toEqual(Array(20).fill(true))
  const { rows } = await site.database.query<{ accounts: string; devices: string }>(
    `SELECT count(DISTINCT a.id) AS accounts, count(DISTINCT d.id) AS devices
     FROM "Account" a LEFT JOIN "Device" d ON d."accountId" = a.id WHERE a."usernameKey" = $1`,
    [app.username],
  )
  expect(rows).toEqual([{ accounts: '1', devices: '1' }])
})
