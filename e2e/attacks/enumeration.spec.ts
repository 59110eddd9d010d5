import { send } from '@/e2e/support/clients/send'
import { comparable } from '@/e2e/support/doors/comparable'
import { Doors, type Person } from '@/e2e/support/doors/doors'
import type { Values, Verb } from '@/e2e/support/doors/exchanges'
import { expect, test } from '@/e2e/support/fixtures/test'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { startServer } from '@/e2e/support/servers/server'
import type { DialectName } from '@/lib/channels'
import { unique } from '@/lib/testing/accounts'
import { startSmtp } from '@/lib/testing/servers/smtp-sink'

/** Who asks does not learn whether anybody is there: every answer is the same to the byte. */

const byAddress: readonly Verb[] = ['askForReset', 'resend']

async function expectSame(
  doors: Doors,
  [door, verb]: readonly [DialectName, Verb],
  ...people: readonly Partial<Values>[]
): Promise<void> {
  const told: object[] = []
  for (const { username = '', email = '', ...rest } of people) {
    const answer = await doors.do(door, verb, { username, email, ...rest })
    told.push(comparable(answer, email, username))
  }
  for (const each of told) expect([door, verb, each]).toEqual([door, verb, told[0]])
}

/** Asks for mails at every door, for somebody and for nobody; and registers where the door hides taken addresses. */
async function expectSilence(doors: Doors, somebody: Person, unverified: Person): Promise<void> {
  for (const verb of byAddress) {
    for (const door of Doors.having(verb).filter((each) => each !== 'device'))
      await expectSame(doors, [door, verb], somebody, unverified, doors.somebody())
  }
  for (const door of ['rest', 'form'] as const) {
    const free = [doors.somebody(), doors.somebody(), doors.somebody()]
    const [one, two, three] = free.map(({ username }) => ({ username, password: somebody.password }))
    await expectSame(
      doors,
      [door, 'register'],
      { ...one, email: somebody.email },
      { ...two, email: unverified.email },
      { ...three, email: doors.somebody().email },
    )
  }
}

test('C01: a wrong password, nobody, an unverified account and one without password are one answer', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  const known = { ...(await doors.verified()), password: 'not the password' }
  const unverified = { ...doors.somebody(), password: 'not the password' }
  await doors.do('classic', 'register', { ...unverified, password: known.username })
  await doors.do('classic', 'register', unverified)
  const bare = doors.somebody()
  await doors.do('device', 'register', { username: bare.username, device: 'one' })
  const nobody = { ...doors.somebody(), password: known.password }
  for (const door of Doors.having('signIn')) {
    // A login that nobody has makes an account at device's door, as its document says: there is no nobody to tell.
    const strangers = door === 'device' ? [] : [nobody]
    const wrong = { ...unverified, password: 'another wrong one' }
    await expectSame(doors, [door, 'signIn'], known, ...strangers, wrong)
    if (['classic', 'form', 'device'].includes(door)) await expectSame(doors, [door, 'signIn'], known, bare)
  }
})

test('C02, C04, C08: asking for a mail and registering answer the same, whoever has the address', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  const somebody = await doors.verified('rest')
  const unverified = doors.somebody()
  await doors.do('rest', 'register', unverified)
  await expectSilence(doors, somebody, unverified)
  const notice = await mailbox.next(somebody.email, /У вас уже есть аккаунт|already have an account/)
  expect(notice.text).not.toContain('Lovelace')
  await doors.verified()
  const notices = (await mailbox.list(somebody.email)).filter(({ subject }) => subject === notice.subject)
  expect(notices).toHaveLength(1)
  // Nothing of who has the address was changed by who tried to.
  expect(await doors.signIn('rest', somebody)).not.toBeNull()

  for (const door of ['classic', 'ticket'] as const) {
    const taken = { ...doors.somebody(), email: somebody.email.toUpperCase() }
    expect([door, (await doors.do(door, 'register', taken)).meaning]).toEqual([door, 'taken'])
  }
})

test('C03: a mail server that refuses, or is not there, shows in no answer', async () => {
  test.slow()
  const sink = await startSmtp()
  const away = await startSmtp()
  await away.close()
  for (const { url } of [sink, away]) {
    const server = await startServer({ env: { SMTP_URL: url, MAIL_FROM: 'accounts@latchkey.test' } })
    const doors = new Doors(server.url, new Mailbox(server.url))
    const [somebody, unverified] = ['gone', 'gone'].map((word) => ({
      ...doors.somebody(),
      email: `${word}-${unique('ada')}@example.com`,
    }))
    if (!somebody || !unverified) throw new Error('nobody')
    for (const person of [somebody, unverified])
      expect((await doors.do('classic', 'register', person)).meaning).toBe('ok')
    if (url === sink.url) await expect.poll(() => sink.tries.size).toBe(2)
    await expectSilence(doors, somebody, unverified)
    await server.stop()
  }
  await sink.close()
})

test('C07: recovery tools tell nobody unknown from nobody with tools, and of an address nothing', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  const bare = doors.somebody()
  const id = unique('device')
  await doors.do('device', 'register', { username: bare.username, device: id })
  const known = await doors.verified()
  const withPush = { ...known, device: id, more: { device_token: unique('push') } }
  await doors.do('device', 'signIn', withPush)
  const asked = async (login: string) => {
    const answer = await send(`${server.url}/api/password/tools?login=${encodeURIComponent(login)}`)
    return comparable({ ...answer, meaning: 'ok' }, login)
  }
  const request = async (login: string) =>
    comparable(await doors.do('device', 'askForReset', { username: login }), login)
  expect(await asked(bare.username)).toEqual(await asked(unique('nobody')))
  expect(await request(bare.username)).toEqual(await request(unique('nobody')))
  expect(await asked(known.email)).toEqual(await asked(doors.somebody().email))
  expect(await request(known.email)).toEqual(await request(doors.somebody().email))
  const listed = JSON.stringify(await asked(known.username))
  for (const secret of [known.email, id, withPush.more.device_token]) expect(listed).not.toContain(secret)
})
