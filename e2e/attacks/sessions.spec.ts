import {
  bearerChannels,
  Channels,
  type Person,
  secretIn,
  signInChannels,
} from '@/e2e/support/channels/channels'
import { encodeForm, readForm } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { call } from '@/e2e/support/clients/call'
import { type Answer, send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/channels-test'
import { expect } from '@/e2e/support/fixtures/test'
import { runAdmin } from '@/e2e/support/servers/run-command'

/** Whose a session is, how it ends, and that it ends everywhere. */

const cookieHeader = (secret: string | null) => ({ cookie: `authjs.session-token=${secret ?? ''}` })
const logout = '/api/classic/auth/logout'
const none = signInChannels.map(() => false)
const all = signInChannels.map(() => true)
const generated = /\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/

async function whoIs(channels: Channels, secret: string | null): Promise<string | undefined> {
  const { text } = await call(`${channels.url}/api/account`, undefined, { bearer: secret ?? 'none' })
  return JSON.parse(text).account?.username
}

test("F01: no channel keeps a planted session, and an attacker's own ends with the sign-in", async ({
  channels,
}) => {
  const [victim, attacker] = [await channels.newVerifiedPerson(), await channels.newVerifiedPerson()]
  for (const channel of signInChannels) {
    const planted = 'p'.repeat(43)
    const fresh = await channels.signIn(channel, victim, { headers: cookieHeader(planted) })
    expect([channel, await channels.areLive([fresh, planted])]).toEqual([channel, [true, false]])
    const own = await channels.signIn('classic', attacker)
    const second = await channels.signIn(channel, victim, { headers: cookieHeader(own) })
    // Where no cookie is read, the browser's own session is not affected.
    const ownLives = bearerChannels.includes(channel)
    expect([channel, await channels.areLive([own, second])]).toEqual([channel, [ownLives, true]])
    expect(await whoIs(channels, second)).toBe(victim.username)
    expect(new Set([planted, fresh, own, second]).size).toBe(4)
  }
  const again = await channels.signIn('classic', victim)
  const twice = `authjs.session-token=${'p'.repeat(43)}; authjs.session-token=${again}`
  const answer = await channels.send('classic', 'signIn', victim, { headers: { cookie: twice } })
  expect(secretIn(answer)).toMatch(/^[\w-]{43}$/)
  expect(secretIn(answer)).not.toBe('p'.repeat(43))
})

for (const channel of Channels.supporting('changePassword')) {
  test(`F02: a new password set in ${channel} ends every other session, whichever channel it came through`, async ({
    channels,
  }) => {
    const person = await channels.newVerifiedPerson()
    const others = await channels.signInEverywhere(person)
    const own = await channels.signIn(channel, person)
    expect(await channels.areLive([...others, own])).toEqual([...all, true])
    const newPassword = 'battery staple 9'
    const answer = await channels.send(channel, 'changePassword', { ...person, newPassword }, { secret: own })
    expect(answer.outcome).toBe('ok')
    const renewed = secretIn(answer)
    expect(await channels.areLive(others)).toEqual(none)
    expect(await channels.areLive([own])).toEqual([renewed === null])
    if (renewed !== null) expect(await channels.areLive([renewed])).toEqual([true])
    expect([channel, renewed !== null]).toEqual([channel, channel === 'classic'])
    expect(await channels.signInEverywhere(person)).toEqual(signInChannels.map(() => null))
  })
}

for (const channel of Channels.supporting('spendReset')) {
  test(`F03: a reset in ${channel} ends every session, also the one it is requested from`, async ({
    channels,
  }) => {
    const person = await channels.newVerifiedPerson()
    const before = await channels.signInEverywhere(person)
    const ticket = await channels.requestResetTicket(person.email)
    expect(await channels.areLive(before)).toEqual(all)
    const spend = { ticket, newPassword: 'battery staple 9' }
    const answer = await channels.send(channel, 'spendReset', spend, { secret: before.at(-1) ?? null })
    expect([answer.outcome, secretIn(answer)]).toEqual(['ok', null])
    expect(await channels.areLive(before)).toEqual(none)
    expect(await channels.signInEverywhere(person)).toEqual(signInChannels.map(() => null))
  })
}

test('F03: a generated password ends every session when it is first used', async ({ channels, mailbox }) => {
  const person = await channels.newVerifiedPerson()
  const before = await channels.signInEverywhere(person)
  await channels.send('device', 'askForReset', person)
  let password = ''
  await expect
    .poll(async () => {
      const texts = (await mailbox.list(person.email)).map(({ text }) => generated.exec(text)?.[0])
      password = texts.find(Boolean) ?? ''
      return password
    })
    .not.toBe('')
  expect(await channels.areLive(before)).toEqual(all)
  const fresh = await channels.signIn('rest', { ...person, password })
  expect(await channels.areLive([...before, fresh])).toEqual([...none, true])
  expect(await channels.signIn('classic', person)).toBeNull()
})

test('F03, F09: a password set by support ends every session, and a former administrator sets none', async ({
  channels,
  server,
}) => {
  // Runs the operator's command, a process that loads the whole core.
  test.setTimeout(180_000)
  const admin = await channels.newVerifiedPerson()
  const cookie = (await channels.signIn('classic', admin)) ?? ''
  const token = (await channels.signIn('ticket', admin)) ?? ''
  const set = async ({ username: login, email }: Person, proof: Parameters<typeof call>[2]) =>
    (await call(`${channels.url}/api/password/set`, { login, email, password: 'given by support' }, proof))
      .status
  const victim = await channels.newVerifiedPerson()
  expect([await set(victim, { cookie }), await set(victim, { bearer: token })]).toEqual([403, 403])
  await runAdmin({ DATA_DIR: server.dataFolder }, 'grant', admin.username)
  for (const proof of [{ cookie }, { bearer: token }]) {
    const person = await channels.newVerifiedPerson()
    const before = await channels.signInEverywhere(person)
    expect(await channels.areLive(before)).toEqual(all)
    expect(await set(person, proof)).toBe(200)
    expect(await channels.areLive(before)).toEqual(none)
  }
  await runAdmin({ DATA_DIR: server.dataFolder }, 'revoke', admin.username)
  expect([await set(victim, { cookie }), await set(victim, { bearer: token })]).toEqual([403, 403])
  expect(await channels.areLive([cookie, token])).toEqual([true, true])
})

/** Every way to sign out, with a cookie or, where one is read, with a bearer. */
const waysOut: Record<string, (channels: Channels, secret: string) => Promise<Answer>> = {
  'GET with the cookie': ({ url }, secret) => send(`${url}${logout}`, { headers: cookieHeader(secret) }),
  'POST with the cookie': ({ url }, secret) =>
    send(`${url}${logout}`, { method: 'POST', headers: cookieHeader(secret) }),
  'a bearer': ({ url }, secret) =>
    send(`${url}${logout}`, { headers: { authorization: `Bearer ${secret}` } }),
  async 'the page'({ url }, secret) {
    const page = { url: `${url}/edit-profile`, headers: cookieHeader(secret) }
    const { hidden } = await readForm(page, wordsOf('en')('profile.signOut'))
    const { type, body } = await encodeForm(hidden)
    const headers = { ...page.headers, 'content-type': type, origin: url }
    return await send(page.url, { method: 'POST', headers, body })
  },
  async 'Auth.js'({ url }, secret) {
    const csrf = await send(`${url}/api/auth/csrf`)
    const marks = (csrf.headers['set-cookie'] ?? []).map((line) => line.split(';')[0])
    const cookie = [...marks, cookieHeader(secret).cookie].join('; ')
    const body = new URLSearchParams({ csrfToken: JSON.parse(csrf.text).csrfToken }).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return await send(`${url}/api/auth/signout`, { method: 'POST', headers: { ...type, cookie }, body })
  },
}

test('F04: a copied cookie or token is invalid once its session is signed out, in any way', async ({
  channels,
}) => {
  const person = await channels.newVerifiedPerson()
  const bystander = await channels.signIn('pages', person)
  const change = { ...person, newPassword: 'chosen by a thief' }
  // Only a signed-in user sees the form: it is read here, and sent by the thief later.
  const misspelt = { ...change, password: 'not the password' }
  expect((await channels.send('pages', 'changePassword', misspelt, { secret: bystander })).outcome).toBe(
    'wrong',
  )
  for (const [name, leave] of Object.entries(waysOut)) {
    for (const channel of signInChannels) {
      const copy = (await channels.signIn(channel, person)) ?? ''
      const isCookie = copy.length === 43
      if (!isCookie && name !== 'a bearer') continue
      const answer = await leave(channels, copy)
      const lines =
        answer.headers['set-cookie']?.filter((line) => line.startsWith('authjs.session-token=')) ?? []
      expect([name, channel, await channels.areLive([copy, bystander])]).toEqual([
        name,
        channel,
        [false, true],
      ])
      expect([name, lines.map(flagsOf)]).toEqual([name, [['httponly', 'path=/', 'samesite=lax']]])
      expect(lines[0]).toMatch(/^authjs\.session-token=; .*Max-Age=0/)
      expect(answer.headers['clear-site-data']).toBe('"cache", "storage"')
      expect(
        (await channels.sendBody('classic', 'signIn', { cookies: 'true' }, { secret: copy })).outcome,
      ).toBe('wrong')
      for (const thief of Channels.supporting('changePassword'))
        await channels.send(thief, 'changePassword', change, { secret: copy })
      expect([name, channel, await channels.signIn('classic', person)]).not.toContain(null)
    }
  }
})

/** The attributes of a Set-Cookie line without its value and time, which differ. */
function flagsOf(line: string): string[] {
  const flags = line.toLowerCase().split('; ').slice(1)
  return flags.filter((flag) => !/^(max-age|expires)=/.test(flag)).sort()
}
