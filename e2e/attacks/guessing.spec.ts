import { Channels, type Reply } from '@/e2e/support/channels/channels'
import { stablePart } from '@/e2e/support/channels/stable-part'
import { send } from '@/e2e/support/clients/send'
import { newNetwork, test } from '@/e2e/support/fixtures/limited-test'
import { expect } from '@/e2e/support/fixtures/test'
import { limits } from '@/lib/policy'
import { otherPassword, unique } from '@/lib/testing/accounts'

/** Repeated guesses: they are stopped soon, reveal nothing, and block nobody else. */

const generated = /\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/

test('A21: many spellings of an address allow no more registrations than one', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox, newNetwork())
  // New logins in device have a limit of their own.
  const registering = Channels.supporting('register').filter((channel) => channel !== 'device')
  const answers: Reply[] = []
  for (let number = 0; number < 60; number++) {
    const person = { ...channels.newPerson(), email: `v+${number}.${unique('x')}@example.com` }
    answers.push(await channels.send(registering[number % registering.length] ?? 'rest', 'register', person))
  }
  const { attempts } = limits.registerFromNetwork
  const outcomes = answers.map(({ outcome }) => outcome)
  expect(outcomes).toEqual([...Array(attempts).fill('ok'), ...Array(60 - attempts).fill('often')])
})

test('A22: guessing tickets is stopped in every channel, and a valid ticket from another network is not', async ({
  server,
  mailbox,
}) => {
  const guesser = new Channels(server.url, mailbox, newNetwork())
  const victim = await new Channels(server.url, mailbox, newNetwork()).newVerifiedPerson()
  const good = new Channels(server.url, mailbox, newNetwork())
  const ticket = await good.requestResetTicket(victim.email)
  expect(ticket).toMatch(/^[\w-]{43,}$/)
  expect((await guesser.send('pages', 'spendReset', { ticket, newPassword: 'x' })).outcome).toBe('bad')

  const guessing = Channels.supporting('spendReset')
  const guess = (number: number) => {
    const wrong = { ticket: unique('guess').padEnd(43, 'A'), newPassword: otherPassword }
    return guesser.send(guessing[number % guessing.length] ?? 'rest', 'spendReset', wrong)
  }
  const outcomes: string[] = []
  for (let number = 0; number < 40; number++) outcomes.push((await guess(number)).outcome)
  const { attempts } = limits.ticketFromNetwork
  expect(outcomes).toEqual([...Array(attempts).fill('dead'), ...Array(40 - attempts).fill('often')])
  expect((await guesser.send('ticket', 'confirm', { ticket })).outcome).toBe('often')
  expect((await good.send('ticket', 'spendReset', { ticket, newPassword: otherPassword })).outcome).toBe('ok')
})

test('A23: a generated password replaces the one before it, and at its first use all that is older', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox, newNetwork())
  const victim = await channels.newVerifiedPerson()
  const sessions = await channels.signInEverywhere(victim)
  const passwords: string[] = []
  for (const count of [1, 2]) {
    expect((await channels.send('device', 'askForReset', victim)).outcome).toBe('ok')
    const found = async () =>
      (await mailbox.list(victim.email)).flatMap(({ text }) => generated.exec(text)?.[0] ?? [])
    await expect.poll(async () => (await found()).length).toBe(count)
    passwords.unshift(...(await found()).filter((each) => !passwords.includes(each)))
  }
  const [second = '', first = ''] = passwords
  const bySecond = { ...victim, password: second }
  const attacker = new Channels(server.url, mailbox, newNetwork())
  for (const channel of ['classic', 'device', 'ticket', 'rest', 'pages'] as const)
    expect([
      channel,
      (await attacker.send(channel, 'signIn', { ...victim, password: first })).outcome,
    ]).toEqual([channel, 'wrong'])
  expect(await channels.areLive(sessions)).toEqual(sessions.map(() => true))

  expect(await channels.signIn('device', bySecond)).not.toBeNull()
  expect(await channels.areLive(sessions)).toEqual(sessions.map(() => false))
  expect((await channels.send('classic', 'signIn', victim)).outcome).toBe('wrong')
  expect(await channels.signIn('rest', bySecond)).not.toBeNull()

  const guesses: string[] = []
  for (let number = 0; number < 10; number++) {
    const guess = { ...victim, password: 'abcde-fghjk-mnpqr-stuvw' }
    guesses.push((await attacker.send('device', 'signIn', guess)).outcome)
  }
  // Used up for this name: the first password in three channels, and the old password in one.
  const left = limits.signInForAccount.attempts - 4
  expect(guesses).toEqual([...Array(left).fill('wrong'), ...Array(10 - left).fill('often')])
})

// In device an unknown login creates an account.
for (const channel of Channels.supporting('signIn').filter((one) => one !== 'device')) {
  test(`C06: in ${channel} known and unknown logins are rejected at the same attempt, for the same time`, async ({
    server,
    mailbox,
  }) => {
    const victim = await new Channels(server.url, mailbox, newNetwork()).newVerifiedPerson()
    const unknown = new Channels(server.url, mailbox).newPerson()
    const replies: object[][] = []
    for (const { username, email } of [victim, unknown]) {
      const channels = new Channels(server.url, mailbox, newNetwork())
      const guess = { username, email, password: 'not the password' }
      const answers: object[] = []
      for (let number = 0; number < 20; number++) {
        const answer = await channels.send(channel, 'signIn', guess)
        const { 'retry-after': wait, ...headers } = answer.headers
        if (wait !== undefined)
          expect(Math.abs(Number(wait) - limits.signInForAccount.seconds)).toBeLessThan(60)
        // The wait counts down during the test.
        const text = answer.text.replace(/(Try again |через |in )[^.<]*/g, '$1…')
        answers.push(stablePart({ ...answer, headers, text }, email, username))
      }
      replies.push(answers)
    }
    expect(replies[0]).toEqual(replies[1])
    const { attempts } = limits.signInForAccount
    expect(replies[0]).toMatchObject([
      ...Array(attempts).fill({ outcome: 'wrong' }),
      ...Array(20 - attempts).fill({ outcome: 'often' }),
    ])
  })
}

test('C04: a channel that reveals taken addresses does so for few per network', async ({
  server,
  mailbox,
}) => {
  const owner = await new Channels(server.url, mailbox, newNetwork()).newVerifiedPerson()
  for (const channel of ['classic', 'ticket'] as const) {
    const channels = new Channels(server.url, mailbox, newNetwork())
    const outcomes: string[] = []
    for (let number = 0; number < 20; number++) {
      const probe = { ...channels.newPerson(), email: owner.email, ...(number % 2 ? { password: 'x' } : {}) }
      outcomes.push((await channels.sendBody(channel, 'register', probeBody(channel, probe))).text)
    }
    const takenReplies = outcomes.filter((text) => /"error":6|"code":6/.test(text))
    expect(takenReplies.length).toBeGreaterThan(0)
    expect(takenReplies.length).toBeLessThanOrEqual(limits.registerFromNetwork.attempts)
  }
})

/** A form that is invalid in another field still asks whether the address is taken. */
function probeBody(
  channel: 'classic' | 'ticket',
  { username, email, password }: Record<'username' | 'email' | 'password', string>,
) {
  if (channel === 'classic') return { username, email, password }
  return { username, email, newPassword: password, newPasswordRepeat: password }
}

test('C07: recovery tools are listed ten times a minute per network', async ({ server }) => {
  const headers = newNetwork()
  const statuses: number[] = []
  for (let number = 0; number < 15; number++) {
    const { status } = await send(`${server.url}/api/password/tools?login=${unique('nobody')}`, { headers })
    statuses.push(status)
  }
  const { attempts } = limits.recoveryToolsFromNetwork
  expect(statuses).toEqual([...Array(attempts).fill(404), ...Array(15 - attempts).fill(429)])
})
