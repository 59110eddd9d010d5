import { describe, expect, test } from 'vitest'
import type { AccountFacts } from '@/lib/account/caller'
import { failureCodes } from '@/lib/account/failure'
import { auth, device } from './device'

const context = { locale: 'ru', appUrl: 'http://x.test', passwordMinCharacters: 8, token: '' } as const
const statuses: Record<number, number[]> = {
  100000: [500, 503],
  100400: [400, 405],
  100403: [401, 403],
  100404: [404],
  100500: [409],
  100501: [401],
  100502: [429],
  100600: [404],
  100700: [400],
}

test.each(failureCodes)('%s has a code of the design, with its status', (code) => {
  const { status, body } = device.refuse({ ok: false, codes: [code] }, context)
  expect(Object.keys(body)).toEqual(['error_message', 'error_code'])
  const { error_code, error_message } = body as { error_code: number; error_message: string }
  expect(statuses[error_code]).toContain(status)
  expect(error_message).toMatch(/^[A-Z][^{}]+$/)
})

describe('a later login', () => {
  const account: AccountFacts = {
    id: '0',
    username: 'Toto',
    email: 'test@test.com',
    emailVerified: true,
    hasPassword: true,
    role: 'admin',
    firstName: 'T',
    lastName: 'O',
    phone: '12321',
    gender: 'female',
    region: 'Nsk',
    locale: 'ru',
    createdAt: new Date(),
  }
  const userOf = (facts: Partial<AccountFacts>) =>
    auth.answer({ created: false, account: { ...account, ...facts }, session: null }, context).body

  test('is answered by all fields of the document that are filled, and by nothing else', () => {
    expect(userOf({})).toEqual({
      user: { login: 'Toto', email: 'test@test.com', phone: '12321', gender: false, region: 'Nsk' },
    })
    expect(userOf({ gender: 'male' })).toMatchObject({ user: { gender: true } })
    expect(userOf({ email: null, phone: null, gender: null, region: null })).toEqual({
      user: { login: 'Toto' },
    })
  })

  test('names who has no username by the address', () => {
    expect(userOf({ username: null })).toMatchObject({ user: { login: 'test@test.com' } })
  })
})
