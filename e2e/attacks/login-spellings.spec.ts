import { Channels, type Person } from '@/e2e/support/channels/channels'
import { stablePart } from '@/e2e/support/channels/stable-part'
import { type ClientNetwork, newNetwork, test } from '@/e2e/support/fixtures/limited-test'
import { expect } from '@/e2e/support/fixtures/test'
import type { RequestChannel } from '@/lib/channels'
import { limits } from '@/lib/policy'
import { unique } from '@/lib/testing/accounts'

/** I04: every spelling of a login gets the same answer for known and unknown accounts. */

test.slow()

const wide = (text: string) =>
  text.replace(/[a-z0-9]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0))
const wideDomain = (email: string) => email.replace(/@.*/, wide)
const punycode = (email: string) => email.replace(/[^@]+$/, (host) => new URL(`http://${host}`).hostname)

type Spelling = (person: Person) => string
const byName: Spelling[] = [
  ({ username }) => `  ${username} `,
  ({ username }) => `\t${username}\n`,
  ({ username }) => `\u00a0${username}`,
  ({ username }) => username.toUpperCase(),
  ({ username }) => wide(username),
  ({ username }) => username,
]
const byAddress: Spelling[] = [
  ({ email }) => ` ${email}  `,
  ({ email }) => `\u00a0${email}\t`,
  ({ email }) => email.toUpperCase(),
  ({ email }) => punycode(email),
  ({ email }) => wideDomain(email),
  ({ email }) => email,
]
const both = byName.flatMap((spelling, at) => [spelling, byAddress[at] ?? spelling])

/** What a channel accepts as a login. Device creates an account for a new one, and so distinguishes them by design. */
const logins: Partial<Record<RequestChannel, Record<string, Spelling[]>>> = {
  classic: { byName, byAddress, both },
  ticket: { byAddress },
  rest: { byAddress },
  pages: { byName, byAddress, both },
}

function newPerson(): Person {
  const username = unique('ada')
  const email = `${username}@bücher-${unique('x')}.example`
  return { username, email, password: 'correct horse battery' }
}

async function answers(
  channels: Channels,
  channel: RequestChannel,
  logins: readonly string[],
): Promise<object[]> {
  const replies: object[] = []
  for (const login of logins) {
    const guess = { username: login, email: login, password: 'not the password' }
    const answer = await channels.send(channel, 'signIn', guess)
    const { 'retry-after': wait, ...headers } = answer.headers
    if (wait !== undefined) expect(Math.abs(Number(wait) - limits.signInForAccount.seconds)).toBeLessThan(120)
    // The wait counts down during the test.
    const text = answer.text.replace(/(Try again |через |in )[^.<]*/g, '$1…')
    replies.push(stablePart({ ...answer, headers, text }, login, login.trim()))
  }
  return replies
}

for (const [channel, ways] of Object.entries(logins) as [RequestChannel, Record<string, Spelling[]>][]) {
  for (const [way, spellings] of Object.entries(ways)) {
    test(`I04: in ${channel}, ${way}: no spelling reveals from anywhere whether the login exists`, async ({
      server,
      mailbox,
    }) => {
      const at = (place: ClientNetwork) => new Channels(server.url, mailbox, place)
      for (const isKnownNetwork of [false, true]) {
        const [victim, stranger, home] = [newPerson(), newPerson(), newNetwork()]
        expect((await at(newNetwork()).send('classic', 'register', victim)).outcome).toBe('ok')
        if (isKnownNetwork) expect(await at(home).signIn('classic', victim)).not.toBeNull()
        const spelled = (person: Person) => spellings.map((spelling) => spelling(person))
        const known = await answers(at(home), channel, spelled(victim))
        const unknown = await answers(at(newNetwork()), channel, spelled(stranger))
        expect(known).toEqual(unknown)
        const names = way === 'both' ? 2 : 1
        expect(known).toMatchObject([
          ...Array(names * limits.signInForAccount.attempts).fill({ outcome: 'wrong' }),
          ...Array(names).fill({ outcome: 'often' }),
        ])
      }
    })
  }
}

test('I04: in device all spellings of a login are counted as one', async ({ server, mailbox }) => {
  const victim = newPerson()
  const channels = () => new Channels(server.url, mailbox, newNetwork())
  expect((await channels().send('classic', 'register', victim)).outcome).toBe('ok')
  for (const spellings of [byName, byAddress]) {
    const outcomes: string[] = []
    for (const spelling of spellings)
      outcomes.push(
        (
          await channels().send('device', 'signIn', {
            username: spelling(victim),
            password: 'not the password',
          })
        ).outcome,
      )
    expect(outcomes).toEqual([...Array(limits.signInForAccount.attempts).fill('wrong'), 'often'])
  }
})
