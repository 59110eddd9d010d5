import { describe, expect, test } from 'vitest'
import type { AccountFacts } from '@/lib/account/account-facts'
import { failureCodes } from '@/lib/account/failure'
import { auth, device } from './device-dialect'

const context = { locale: 'ru', appUrl: 'http://x.test', passwordMinCharacters: 8, token: '' } as const
const statuses: Record<number, number[]> = {
  100000: [500, 503],
  100400: [400, 405],
  100403: [401, 403],
  100404: [404],
  100500: [409],
  100501: [401],
  100502: [429],
  100503: [400],
  100600: [404],
  100700: [400],
}

test.each(failureCodes)('%s has a documented error code with its status', (code) => {
  const { status, body } = device.answerFailure({ ok: false, codes: [code] }, context)
  expect(Object.keys(body ?? {})).toEqual(['error_message', 'error_code'])
  const { error_code, error_message } = body as { error_code: number; error_message: string }
  expect(statuses[error_code]).toContain(status)
  expect(error_message).toMatch(/^[A-Z][^{}]+$/)
})

describe('the answer to a sign-in', () => {
  const account: AccountFacts = {
    id: '4ba4a8ca-dcad-49eb-8204-bae8b69b6b84',
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
    pictureId: null,
    locale: 'ru',
    createdAt: new Date(),
  }
  const userOf = (facts: Partial<AccountFacts>) =>
    auth.answer({ created: false, account: { ...account, ...facts }, session: null }, context).body

  test('has all fields of the document that have a value, and nothing else', () => {
    const userpic = 'http://x.test/avatars/default-4-54-4f.png'
    expect(userOf({})).toEqual({
      user: { login: 'Toto', email: 'test@test.com', phone: '12321', gender: true, userpic, region: 'Nsk' },
    })
    expect(userOf({ gender: 'male' })).toMatchObject({ user: { gender: false } })
    expect(userOf({ email: null, phone: null, gender: null, region: null })).toEqual({
      user: { login: 'Toto', userpic },
    })
  })

  test('has the uploaded picture, or one with initials', () => {
    const pictureId = '1b4e28ba-2fa1-41d2-883f-0016d3cca427'
    const userpic = `http://x.test/avatars/${pictureId}.jpg`
    expect(userOf({ pictureId })).toMatchObject({ user: { userpic } })
    const noNames = { firstName: null, lastName: null }
    expect(userOf(noNames)).toMatchObject({ user: { userpic: 'http://x.test/avatars/default-4-54.png' } })
  })

  test('has the email address as login if there is no username', () => {
    expect(userOf({ username: null })).toMatchObject({ user: { login: 'test@test.com' } })
  })
})
