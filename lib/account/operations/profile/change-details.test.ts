import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { accountRow, guestContext, must, newAccount, signedIn } from '@/lib/testing/accounts'
import { changeDetails } from './change-details'

const all = {
  firstName: ' Софья ',
  lastName: 'Kovalevskaya',
  phone: '+46 8 123 45 67',
  gender: 'female',
  region: 'Stockholm',
  locale: 'ru',
}
const stored = { ...all, firstName: 'Софья', phone: '+4681234567' }

test('given fields are set, and absent ones are unchanged', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  const result = must(await changeDetails(context, all))
  expect(result).toMatchObject({ account: stored, hasNewLocale: true })
  expect(await accountRow(account.id)).toMatchObject(stored)
  must(await changeDetails(context, { region: 'Göteborg' }))
  expect(await accountRow(account.id)).toMatchObject({ ...stored, region: 'Göteborg' })
  must(await changeDetails(context, {}))
  expect(await accountRow(account.id)).toMatchObject({ ...stored, region: 'Göteborg' })
})

test('empty fields are removed, except the language', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  must(await changeDetails(context, all))
  const empty = { firstName: '', lastName: '', phone: '', gender: '', region: '' }
  must(await changeDetails(context, empty))
  const gone = { firstName: null, lastName: null, phone: null, gender: null, region: null }
  expect(await accountRow(account.id)).toMatchObject({ ...gone, locale: 'ru' })
  expect(await changeDetails(context, { locale: '' })).toEqual(fail('locale_invalid'))
})

test('all faults are reported at once, and nothing is set', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  const bad = {
    firstName: 'see https://x.test',
    lastName: 'x'.repeat(65),
    phone: 'call me',
    gender: 'yes',
    region: ' ',
    locale: 'fr',
  }
  expect(await changeDetails(context, bad)).toEqual(
    fail(
      'first_name_invalid',
      'last_name_invalid',
      'phone_invalid',
      'gender_invalid',
      'region_invalid',
      'locale_invalid',
    ),
  )
  expect(await changeDetails(context, { ...all, phone: '1' })).toEqual(fail('phone_invalid'))
  expect(await accountRow(account.id)).toMatchObject({ firstName: null, region: null, locale: 'en' })
})

test('other fields in a request are ignored', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  const more = { firstName: 'Ada', role: 'admin', emailVerifiedAt: null, passwordHash: 'x' }
  must(await changeDetails(context, more))
  expect(await accountRow(account.id)).toMatchObject({
    firstName: 'Ada',
    role: 'user',
    emailVerifiedAt: expect.any(Date),
    passwordHash: expect.stringMatching(/^\$2/),
  })
})

test('a guest has no details', async () => {
  expect(await changeDetails(guestContext(), { firstName: 'Ada' })).toEqual(fail('signed_out'))
})
