import sharp from 'sharp'
import { expect, test } from 'vitest'
import { fail } from '@/lib/account/failure'
import { prisma } from '@/lib/db/client'
import { limits as attempts } from '@/lib/policy'
import { fieldLimits } from '@/lib/rules'
import { accountRow, guestContext, must, newAccount, signedIn } from '@/lib/testing/accounts'
import { colourAt, redAndBlue } from '@/lib/testing/pictures'
import { useTestConfig } from '@/lib/testing/test-config'
import { findPicture } from './find-picture'
import { removePicture } from './remove-picture'
import { setPicture } from './set-picture'

const good = await redAndBlue(100, 100).png().toBuffer()
const turned = await sharp(good).rotate(180).png().toBuffer()

const picturesOf = (accountId: string) => prisma().picture.findMany({ where: { accountId } })

test('a picture is stored, found by its id, and linked to the account', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  must(await setPicture(context, { file: good }))
  const [picture, ...more] = await picturesOf(account.id)
  expect(more).toEqual([])
  expect((await accountRow(account.id))?.pictureId).toBe(picture?.id)
  const found = await findPicture(`${picture?.id}.jpg`)
  expect(found?.contentType).toBe('image/jpeg')
  expect(await colourAt(found?.bytes ?? good, 0, 0.5)).toBe('red')
})

test('the next picture replaces it, at another URL', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  must(await setPicture(context, { file: good }))
  const [first] = await picturesOf(account.id)
  must(await setPicture(context, { file: turned }))
  const [second, ...more] = await picturesOf(account.id)
  expect(more).toEqual([])
  expect(second?.id).not.toBe(first?.id)
  expect(await findPicture(`${first?.id}.jpg`)).toBeNull()
  expect(await colourAt((await findPicture(`${second?.id}.jpg`))?.bytes ?? good, 0, 0.5)).toBe('blue')
})

test('of two uploads at once one is kept and linked to the account', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  const both = await Promise.all([setPicture(context, { file: good }), setPicture(context, { file: turned })])
  const [one, two] = both.map((answer) => must(answer).account.pictureId)
  expect(one).not.toBe(two)
  const [picture, ...more] = await picturesOf(account.id)
  expect(more).toEqual([])
  expect((await accountRow(account.id))?.pictureId).toBe(picture?.id)
  expect([one, two]).toContain(picture?.id)
})

test('a refused file keeps the current picture', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  must(await setPicture(context, { file: good }))
  const before = await picturesOf(account.id)
  const refused = [
    [Buffer.alloc(0), 'picture_missing'],
    [Buffer.alloc(fieldLimits.pictureMaxBytes + 1), 'picture_too_large'],
    [Buffer.from('<svg/>'), 'picture_unreadable'],
    [await redAndBlue(20, 20).png().toBuffer(), 'picture_too_small'],
    [await redAndBlue(8_000, 4_001).png().toBuffer(), 'picture_too_many_pixels'],
  ] as const
  for (const [file, code] of refused) expect(await setPicture(context, { file })).toEqual(fail(code))
  expect(await picturesOf(account.id)).toEqual(before)
})

test('a removed picture is gone from its URL, and removing twice succeeds', async () => {
  const account = await newAccount()
  const { context } = await signedIn(account)
  must(await setPicture(context, { file: good }))
  const [picture] = await picturesOf(account.id)
  must(await removePicture(context))
  must(await removePicture(context))
  expect(await picturesOf(account.id)).toEqual([])
  expect(await findPicture(`${picture?.id}.jpg`)).toBeNull()
  expect((await accountRow(account.id))?.pictureId).toBeNull()
})

test('a picture is deleted with its account, and only that one', async () => {
  const [ada, eve] = [await newAccount(), await newAccount()]
  for (const account of [ada, eve]) must(await setPicture((await signedIn(account)).context, { file: good }))
  await prisma().account.delete({ where: { id: ada.id } })
  expect([(await picturesOf(ada.id)).length, (await picturesOf(eve.id)).length]).toEqual([0, 1])
})

test('uploads of an account are limited per hour', async () => {
  const { attempts: limit } = attempts.picturesOfAccount
  const [{ context }, other] = [await signedIn(await newAccount()), await signedIn(await newAccount())]
  useTestConfig({ RATE_LIMIT: 'on' })
  try {
    const bad = { file: Buffer.from('no picture') }
    for (let n = 0; n < limit; n++) expect(await setPicture(context, bad)).toEqual(fail('picture_unreadable'))
    const refused = await setPicture(context, { file: good })
    expect(refused).toEqual({ ...fail('too_many_requests'), retryAfterSeconds: expect.any(Number) })
    must(await setPicture(other.context, { file: good }))
  } finally {
    useTestConfig()
  }
})

test('a guest has no picture', async () => {
  expect(await setPicture(guestContext(), { file: good })).toEqual(fail('signed_out'))
  expect(await removePicture(guestContext())).toEqual(fail('signed_out'))
})

test('a default picture needs no row', async () => {
  expect(await findPicture('default-1-418-41f.png')).toMatchObject({ contentType: 'image/png' })
  expect(await findPicture('00000000-0000-4000-8000-000000000000.jpg')).toBeNull()
  expect(await findPicture('default-9.png')).toBeNull()
})
