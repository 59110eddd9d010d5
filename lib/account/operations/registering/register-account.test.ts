import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { prisma } from '@/lib/db/client'
import { TooBusy } from '@/lib/process/too-busy'
import {
  accountRow,
  canSignIn,
  goodPassword,
  guestContext,
  must,
  newAccount,
  signedIn,
  unique,
  uniqueEmail,
} from '@/lib/testing/accounts'
import { mailKindsTo, mailLocalesTo, requestsAbout, skipPacing } from '@/lib/testing/waiting-mail'
import { registerAccount } from './register-account'

const daySeconds = 24 * 3_600

test('fifty requests at once for one name and address create one account', async () => {
  const username = unique('race')
  const email = `${username}@x.test`
  const input = { email, username, password: goodPassword }
  const results = await Promise.all(
    Array.from({ length: 50 }, () => registerAccount(guestContext('classic'), input)),
  )
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(results.filter((result) => !result.ok && result.codes.includes('username_taken'))).toHaveLength(49)
  expect(await prisma().account.count({ where: { email } })).toBe(1)
  expect(await mailKindsTo(email)).toEqual(['verify_email'])
})

test('where a taken address is hidden, twenty requests at once get the same answer and create one account', async () => {
  const email = uniqueEmail()
  const register = () => registerAccount(guestContext('rest'), { email, password: goodPassword })
  const results = await Promise.all(Array.from({ length: 20 }, register))
  expect(results.map((result) => result.ok && result.email)).toEqual(Array(20).fill(email))
  expect(await prisma().account.count({ where: { email } })).toBe(1)
})

test('only a channel that hides taken addresses defers the mail', async () => {
  const password = goodPassword
  const [revealed, hidden] = [uniqueEmail(), uniqueEmail()]
  must(await registerAccount(guestContext('classic'), { email: revealed, password }))
  must(await registerAccount(guestContext('rest'), { email: hidden, password }))
  expect(await requestsAbout(revealed)).toEqual([])
  expect(await requestsAbout(hidden)).toHaveLength(1)
  expect(await mailKindsTo(revealed)).toEqual(['verify_email'])
})

test('a new account has the given data, is unverified, and its password works', async () => {
  const username = unique('Ada')
  const email = uniqueEmail()
  const input = {
    username,
    email: ` ${email.toUpperCase()} `,
    password: goodPassword,
    firstName: ' Ada ',
    lastName: 'Lovelace',
  }
  const { accountId, ...rest } = must(
    await registerAccount({ ...guestContext('pages'), locale: 'ru' }, input),
  )
  expect(rest).toEqual({ ok: true, email })
  expect(await accountRow(accountId)).toMatchObject({
    username,
    usernameKey: username.toLowerCase(),
    email,
    emailVerifiedAt: null,
    firstName: 'Ada',
    lastName: 'Lovelace',
    locale: 'ru',
    role: 'user',
  })
  expect(await canSignIn(email, goodPassword)).toBe(true)
  expect(await mailLocalesTo(email)).toEqual(['ru'])
})

test('all field faults are reported at once, and nothing is created', async () => {
  const input = {
    username: 'a b',
    email: 'nowhere',
    password: 'qzvx7',
    firstName: 'www.x.y',
    lastName: '\u0007',
  }
  expect(await registerAccount(guestContext('classic'), input)).toEqual(
    fail('username_characters', 'email_invalid', 'first_name_invalid', 'last_name_invalid', 'password_short'),
  )
  const email = uniqueEmail()
  expect(await registerAccount(guestContext('pages'), { email, password: '12345678' })).toEqual(
    fail('password_common'),
  )
  expect(await prisma().account.count({ where: { email } })).toBe(0)
  expect(await requestsAbout(email)).toEqual([])
})

test('a taken username is reported in any spelling, and nothing is created', async () => {
  const { username } = await newAccount({ username: unique('Straße') })
  const email = uniqueEmail()
  const input = { username: String(username).toUpperCase(), email, password: goodPassword }
  for (const channel of ['classic', 'pages', 'rest'] as const) {
    expect(await registerAccount(guestContext(channel), input)).toEqual(fail('username_taken'))
  }
  expect(await prisma().account.count({ where: { email } })).toBe(0)
  expect(await mailKindsTo(email)).toEqual([])
})

test('classic reports a taken address and a taken name together', async () => {
  const { username, email } = await newAccount()
  const password = goodPassword
  const other = await newAccount()
  const register = (name: string | null) =>
    registerAccount(guestContext('classic'), { username: name, email, password })
  expect(await register(unique('new'))).toEqual(fail('email_taken'))
  expect(await register(username)).toEqual(fail('email_taken', 'username_taken'))
  expect(await register(other.username)).toEqual(fail('email_taken', 'username_taken'))
  expect(await mailKindsTo(email)).toEqual([])
})

test.each(['rest', 'pages'] as const)(
  '%s answers a taken address like a free one, and mails its owner',
  async (channel) => {
    const owner = await newAccount({ locale: 'ru' })
    const username = channel === 'pages' ? unique('new') : null
    const register = (email: string) =>
      registerAccount(guestContext(channel), { username, email, password: goodPassword })
    const taken = must(await register(owner.email))
    const free = must(
      await registerAccount(guestContext(channel), { email: uniqueEmail(), password: goodPassword }),
    )
    expect(Object.keys(taken)).toEqual(Object.keys(free))
    expect(taken.accountId).toMatch(/^[0-9a-f-]{36}$/)
    expect(await accountRow(taken.accountId)).toBeNull()
    expect(username && (await prisma().account.count({ where: { username } }))).toBe(username && 0)
    expect(await accountRow(owner.id)).toMatchObject({ username: owner.username })
    expect(await mailKindsTo(owner.email)).toEqual(['address_in_use'])
    expect(await mailLocalesTo(owner.email)).toEqual(['ru'])
  },
)

test('an owner is notified of attempts with their address at most once a day', async () => {
  const { email } = await newAccount()
  const attempt = async () => {
    must(await registerAccount(guestContext('rest'), { email, password: goodPassword }))
    return await mailKindsTo(email)
  }
  expect(await attempt()).toEqual(['address_in_use'])
  await skipPacing(daySeconds - 60)
  expect(await attempt()).toEqual(['address_in_use'])
  await skipPacing(60)
  expect(await attempt()).toEqual(['address_in_use', 'address_in_use'])
})

test('an address that became free before the request was answered gets no mail', async () => {
  const owner = await newAccount()
  must(await registerAccount(guestContext('rest'), { email: owner.email, password: goodPassword }))
  await prisma().account.delete({ where: { id: owner.id } })
  expect(await mailKindsTo(owner.email)).toEqual([])
})

test('if the account that holds the address is deleted during the request, the answer is "too busy"', async () => {
  const email = uniqueEmail()
  // The row blocked the insert, and is gone when it is looked up.
  await prisma().$executeRawUnsafe(`
    CREATE FUNCTION insert_nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`)
  await prisma().$executeRawUnsafe(`
    CREATE TRIGGER insert_nothing BEFORE INSERT ON "Account" FOR EACH ROW
    WHEN (NEW.email = '${email}') EXECUTE FUNCTION insert_nothing()`)
  for (const channel of ['classic', 'rest'] as const) {
    const registering = registerAccount(guestContext(channel), { email, password: goodPassword })
    await expect(registering).rejects.toThrow(TooBusy)
  }
  await prisma().$executeRawUnsafe('DROP FUNCTION insert_nothing CASCADE')
  must(await registerAccount(guestContext('rest'), { email, password: goodPassword }))
  expect(await mailKindsTo(email)).toEqual(['verify_email'])
})

test('a corrected registration reuses the name, and the first account is deleted', async () => {
  const username = unique('ada')
  const first = must(
    await registerAccount(guestContext(), { email: uniqueEmail(), username, password: goodPassword }),
  )
  const email = uniqueEmail()
  const again = { email, username, password: goodPassword, replacesAccountId: first.accountId }
  const { accountId } = must(await registerAccount(guestContext(), again))
  expect(await accountRow(first.accountId)).toBeNull()
  expect(await accountRow(accountId)).toMatchObject({ username, email })
})

test.each([
  [
    'verified',
    async (id: string) => prisma().account.update({ where: { id }, data: { emailVerifiedAt: new Date() } }),
  ],
  [
    'signed in to',
    async (id: string) => signedIn({ email: (await accountRow(id))?.email ?? '', password: goodPassword }),
  ],
  [
    'used by an app',
    async (id: string) => prisma().device.create({ data: { accountId: id, idHash: Buffer.alloc(32) } }),
  ],
])('an account that has been %s is not replaced by a correction', async (_what, use) => {
  const username = unique('ada')
  const { accountId } = must(
    await registerAccount(guestContext(), { email: uniqueEmail(), username, password: goodPassword }),
  )
  await use(accountId)
  const again = { email: uniqueEmail(), username, password: goodPassword, replacesAccountId: accountId }
  expect(await registerAccount(guestContext(), again)).toEqual(fail('username_taken'))
  expect(await accountRow(accountId)).not.toBeNull()
})

test('a failed correction leaves the first registration unchanged', async () => {
  const other = await newAccount()
  const { accountId } = must(
    await registerAccount(guestContext(), { email: uniqueEmail(), password: goodPassword }),
  )
  const again = {
    email: uniqueEmail(),
    username: other.username,
    password: goodPassword,
    replacesAccountId: accountId,
  }
  expect(await registerAccount(guestContext(), again)).toEqual(fail('username_taken'))
  expect(await accountRow(accountId)).not.toBeNull()
})
