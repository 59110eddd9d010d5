import { call } from '@/e2e/support/clients/call'
import { send } from '@/e2e/support/clients/send'
import { bodyExchanges } from '@/e2e/support/doors/body-exchanges'
import { Doors, entrances, type Person } from '@/e2e/support/doors/doors'
import { exchanges } from '@/e2e/support/doors/exchanges'
import { test } from '@/e2e/support/fixtures/doors-test'
import { expect } from '@/e2e/support/fixtures/test'

/** No field of a request makes anybody more than they are, or somebody else. */

const nobodysId = '00000000-0000-4000-8000-000000000000'
const gifts = {
  role: 'admin',
  isAdmin: true,
  admin: 1,
  emailVerified: true,
  emailVerifiedAt: '2020-01-01',
  verified: 'true',
  id: nobodysId,
  userId: nobodysId,
  accountId: nobodysId,
  createdAt: '2020-01-01',
  passwordHash: '$2b$10$x',
  account: { role: 'admin' },
  data: { role: 'admin' },
  sessions: { create: {} },
  devices: { create: [{}] },
}
const flatGifts = Object.entries(gifts).map(([name, value]): [string, string] => [name, String(value)])

/** The ways in which a body brings more than it was asked for, as JSON or a form. */
const wrappers: Record<string, (body: object) => string> = {
  'fields beside': (body) => JSON.stringify({ ...gifts, ...body }),
  'fields after': (body) => JSON.stringify({ ...body, ...gifts }),
  'a prototype': (body) =>
    `{"__proto__":{"role":"admin","emailVerified":true},${JSON.stringify(body).slice(1)}`,
  'a constructor': (body) => JSON.stringify({ constructor: { prototype: { role: 'admin' } }, ...body }),
  'a form': (body) => String(new URLSearchParams([...Object.entries(body), ...flatGifts])),
  'a prototype in a form': (body) =>
    `${new URLSearchParams(Object.entries(body))}&__proto__[role]=admin&constructor[prototype][role]=admin&__proto__=x`,
}

const apiDoors = entrances.filter((door) => door !== 'form')
const valuesOf = (person: Person) => ({ newPassword: '', ticket: '', device: 'one', more: {}, ...person })

async function accountOf(doors: Doors, secret: string | null) {
  const { text } = await call(`${doors.url}/api/account`, undefined, { bearer: secret ?? 'none' })
  return JSON.parse(text).account as { id: string; role: string; emailVerified: boolean; createdAt: string }
}

/** Expects somebody to be an ordinary person whose address nobody has proved. */
async function expectOrdinary(doors: Doors, person: Person, verified = false): Promise<void> {
  const secret =
    (await doors.signIn('classic', person)) ??
    (await doors.signIn('classic', { ...person, username: person.email }))
  const account = await accountOf(doors, secret)
  expect(account).toMatchObject({ role: 'user', emailVerified: verified })
  expect(account.id).not.toBe(nobodysId)
  expect(account.createdAt).not.toMatch(/^2020/)
}

for (const door of apiDoors) {
  test(`H01, H03: registering at ${door} makes nobody an administrator or verified`, async ({ doors }) => {
    for (const [name, wrap] of Object.entries(wrappers)) {
      const person = doors.somebody()
      const register = exchanges[door].register
      const answer = await doors.raw(door, 'register', wrap(register?.body(valuesOf(person)) ?? {}))
      expect([name, answer.meaning]).toEqual([name, 'ok'])
      const isPending = door === 'ticket'
      if (isPending) await doors.verify(person.email)
      await expectOrdinary(doors, person, isPending)
    }
  })

  test(`H01, H03: signing in and changing something at ${door} gives no more than was there`, async ({
    doors,
  }) => {
    for (const [name, wrap] of Object.entries(wrappers)) {
      const person = await doors.verified()
      const values = { ...valuesOf(person), newPassword: 'battery staple 9' }
      const signIn = await doors.raw(door, 'signIn', wrap(exchanges[door].signIn?.body(values) ?? {}))
      expect([name, signIn.meaning]).toEqual([name, 'ok'])
      await expectOrdinary(doors, person, true)
      const change = exchanges[door].changePassword
      if (!change) continue
      const secret = await doors.signIn(door, person)
      const changed = await doors.raw(door, 'changePassword', wrap(change.body(values)), { secret })
      expect([name, changed.meaning]).toEqual([name, 'ok'])
      await expectOrdinary(doors, { ...person, password: values.newPassword }, true)
    }
  })
}

test('H01, H03: no form of a page makes anybody more than they are', async ({ doors }) => {
  const person = doors.somebody()
  const more = Object.fromEntries([...flatGifts, ['__proto__[role]', 'admin'], ['constructor', 'x']])
  expect((await doors.do('form', 'register', { ...person, more })).meaning).toBe('ok')
  await expectOrdinary(doors, person)
  await doors.verify(person.email)
  const secret = await doors.signIn('form', { ...person, more })
  const newPassword = 'battery staple 9'
  const change = { ...person, newPassword, more }
  expect((await doors.do('form', 'changePassword', change, { secret })).meaning).toBe('ok')
  await expectOrdinary(doors, { ...person, password: newPassword }, true)
})

test('H03: a header called __proto__ harms nobody, and nobody is polluted by all of this', async ({
  doors,
}) => {
  for (const { path, method, body } of bodyExchanges) {
    const headers = { ['__proto__']: '1', 'constructor.prototype': '1', 'content-type': 'application/json' }
    const whole = `{"__proto__":{"role":"admin"},${JSON.stringify(body()).slice(1)}`
    const answer = await send(doors.url + path, {
      method,
      headers: Object.assign(Object.create(null), headers),
      body: whole,
    })
    expect([path, answer.status < 500]).toEqual([path, true])
  }
  const person = doors.somebody()
  expect((await doors.do('classic', 'register', person)).meaning).toBe('ok')
  await expectOrdinary(doors, person)
})

test('H02: who is nobody is not made somebody by a field that names them', async ({ doors }) => {
  const victim = await doors.verified()
  const secret = await doors.signIn('form', victim)
  const { id } = await accountOf(doors, secret)
  const names = {
    userId: id,
    accountId: id,
    id,
    sub: id,
    account: { id },
    user: { id },
    session: { accountId: id },
  }
  const flat = { userId: id, accountId: id, id, login: victim.username, username: victim.username }
  const stranger = await doors.signIn('form', await doors.verified())
  const newPassword = 'chosen by a stranger'
  for (const by of [null, stranger]) {
    for (const door of Doors.having('changePassword').filter((one) => one !== 'form')) {
      const change = exchanges[door].changePassword?.body({
        ...valuesOf(victim),
        password: 'not the password',
        newPassword,
      })
      const body = { ...names, email: victim.email, login: victim.username, ...change }
      const told = await doors.raw(door, 'changePassword', body, { secret: by })
      expect([door, ['out', 'wrong'].includes(told.meaning)]).toEqual([door, true])
    }
    const set = { ...flat, email: 'a@evil.test', password: newPassword, role: 'admin' }
    expect((await call(`${doors.url}/api/password/set`, set, { cookie: by ?? '' })).status).toBe(403)
    expect((await call(`${doors.url}/api/account?userId=${id}`)).status).toBe(401)
  }
  // The form is shown to who is signed in only: it is read so, and sent by nobody.
  const wrong = { ...victim, password: 'not the password', newPassword, more: flat }
  expect((await doors.do('form', 'changePassword', wrong, { secret: stranger })).meaning).toBe('wrong')
  await doors.do('form', 'changePassword', { ...victim, newPassword, more: flat })
  await doors.do('form', 'changePassword', { ...victim, newPassword, more: flat }, { secret: stranger })
  expect(await doors.everywhere({ ...victim, password: newPassword })).toEqual(entrances.map(() => null))
  expect(await doors.live([secret])).toEqual([true])
  expect(await doors.signIn('classic', victim)).not.toBeNull()
})
