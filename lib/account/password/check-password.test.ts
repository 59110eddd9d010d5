import { afterEach, describe, expect, test } from 'vitest'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import type { RequestChannel } from '@/lib/channels'
import { config } from '@/lib/config'
import { setProcessWide } from '@/lib/process/process-wide'
import { guestContext, unique, uniqueEmail } from '@/lib/testing/accounts'
import { normalisePassword, passwordMinLength } from './check-password'

const usual = config()

afterEach(() => setProcessWide('config', usual))

/** The failure codes of a registration with this password. */
async function codesFor(password: string, names: Partial<Record<'username' | 'email', string>> = {}) {
  return await codesAt('pages', password, names)
}

async function codesAt(
  channel: RequestChannel,
  password: string,
  names: Partial<Record<'username' | 'email', string>> = {},
) {
  const result = await registerAccount(guestContext(channel), { email: uniqueEmail(), password, ...names })
  return result.ok ? [] : result.codes
}

test('a common password is refused in upper and lower case', async () => {
  expect(await codesFor('password1')).toEqual(['password_common'])
  expect(await codesFor('PassWord1')).toEqual(['password_common'])
})

test('a password that is the username, the address or its local part is refused in upper and lower case', async () => {
  const username = unique('Grete.Hermann')
  expect(await codesFor(username, { username })).toEqual(['password_is_login'])
  expect(await codesFor(username.toUpperCase(), { username })).toEqual(['password_is_login'])
  const local = unique('emmy.noether')
  const email = `${local}@x.test`
  expect(await codesFor(email, { email })).toEqual(['password_is_login'])
  expect(await codesFor(local.toUpperCase(), { email })).toEqual(['password_is_login'])
  expect(await codesFor(`${local} and more`, { email })).toEqual([])
})

test('length is counted in characters after NFC, up to 256', async () => {
  expect(await codesFor('')).toEqual(['password_missing'])
  expect(await codesFor('short')).toEqual(['password_short', 'password_common'])
  expect(await codesFor('🦊🐻🦁🐯🐨🐼🐸')).toEqual(['password_short'])
  expect(await codesFor('🦊🐻🦁🐯🐨🐼🐸🐵')).toEqual([])
  // Fourteen code points, seven characters.
  expect(await codesFor('e\u0301'.repeat(7))).toEqual(['password_short'])
  expect(await codesFor('ж'.repeat(256))).toEqual([])
  expect(await codesFor('ж'.repeat(257))).toEqual(['password_long'])
})

test('a password in two Unicode forms is the same password', () => {
  expect(normalisePassword('e\u0301te\u0301 a\u0300 Paris')).toBe(normalisePassword('été à Paris'))
  expect(normalisePassword('')).toBeNull()
})

describe('the minimum length', () => {
  test('is 8, and 6 in rest', async () => {
    expect(await codesAt('rest', 'qzvx7')).toEqual(['password_short'])
    expect(await codesAt('rest', 'qzvx7k')).toEqual([])
    for (const channel of ['pages', 'classic'] as const) {
      expect(await codesAt(channel, 'qzvx7kp')).toEqual(['password_short'])
      expect(await codesAt(channel, 'qzvx7kpw')).toEqual([])
    }
  })

  test.each([5, 12])('is PASSWORD_MIN_LENGTH in every channel: %i', async (length) => {
    setProcessWide('config', { ...usual, passwordMinLength: length })
    const longEnough = 'qzvx7kpwmj3r'.slice(0, length)
    for (const channel of ['classic', 'ticket', 'rest', 'pages'] as const) {
      expect(passwordMinLength(channel)).toBe(length)
      expect(await codesAt(channel, longEnough.slice(1))).toEqual(['password_short'])
      expect(await codesAt(channel, longEnough)).toEqual([])
    }
  })
})
