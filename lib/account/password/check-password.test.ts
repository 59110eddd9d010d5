import { afterEach, describe, expect, test } from 'vitest'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import type { RequestChannel } from '@/lib/channels'
import { config } from '@/lib/config'
import { setProcessWide } from '@/lib/process/process-wide'
import { guestContext, unique, uniqueEmail } from '@/lib/testing/accounts'
import { normalisePassword, passwordMinLength } from './check-password'

const usual = config()

afterEach(() => setProcessWide('config', usual))

/** Why a password is refused at registration; empty when it is taken. */
async function faults(password: string, names: Partial<Record<'username' | 'email', string>> = {}) {
  return await faultsAt('pages', password, names)
}

async function faultsAt(
  channel: RequestChannel,
  password: string,
  names: Partial<Record<'username' | 'email', string>> = {},
) {
  const result = await registerAccount(guestContext(channel), { email: uniqueEmail(), password, ...names })
  return result.ok ? [] : result.codes
}

test('a password among the common ones is refused in any case', async () => {
  expect(await faults('password1')).toEqual(['password_common'])
  expect(await faults('PassWord1')).toEqual(['password_common'])
})

test('a password that is the username, the address or its local part is refused in any writing', async () => {
  const username = unique('Grete.Hermann')
  expect(await faults(username, { username })).toEqual(['password_is_login'])
  expect(await faults(username.toUpperCase(), { username })).toEqual(['password_is_login'])
  const local = unique('emmy.noether')
  const email = `${local}@x.test`
  expect(await faults(email, { email })).toEqual(['password_is_login'])
  expect(await faults(local.toUpperCase(), { email })).toEqual(['password_is_login'])
  expect(await faults(`${local} and more`, { email })).toEqual([])
})

test('length is counted in characters after NFC, up to 256', async () => {
  expect(await faults('')).toEqual(['password_missing'])
  expect(await faults('short')).toEqual(['password_short', 'password_common'])
  expect(await faults('🦊🐻🦁🐯🐨🐼🐸')).toEqual(['password_short'])
  expect(await faults('🦊🐻🦁🐯🐨🐼🐸🐵')).toEqual([])
  // Fourteen code points that are seven characters.
  expect(await faults('e\u0301'.repeat(7))).toEqual(['password_short'])
  expect(await faults('ж'.repeat(256))).toEqual([])
  expect(await faults('ж'.repeat(257))).toEqual(['password_long'])
})

test('one password in two Unicode forms is one password', () => {
  expect(normalisePassword('e\u0301te\u0301 a\u0300 Paris')).toBe(normalisePassword('été à Paris'))
  expect(normalisePassword('')).toBeNull()
})

describe('the least length', () => {
  test('is 8, and in rest 6', async () => {
    expect(await faultsAt('rest', 'qzvx7')).toEqual(['password_short'])
    expect(await faultsAt('rest', 'qzvx7k')).toEqual([])
    for (const channel of ['pages', 'classic'] as const) {
      expect(await faultsAt(channel, 'qzvx7kp')).toEqual(['password_short'])
      expect(await faultsAt(channel, 'qzvx7kpw')).toEqual([])
    }
  })

  test.each([5, 12])('is what PASSWORD_MIN_LENGTH says at every channel: %i', async (length) => {
    setProcessWide('config', { ...usual, passwordMinLength: length })
    const longEnough = 'qzvx7kpwmj3r'.slice(0, length)
    for (const channel of ['classic', 'ticket', 'rest', 'pages'] as const) {
      expect(passwordMinLength(channel)).toBe(length)
      expect(await faultsAt(channel, longEnough.slice(1))).toEqual(['password_short'])
      expect(await faultsAt(channel, longEnough)).toEqual([])
    }
  })
})
