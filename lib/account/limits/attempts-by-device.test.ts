import { expect, test } from 'vitest'
import { signInByDevice } from '@/lib/account/operations/entering/sign-in-by-device'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import { guest, type RequestContext } from '@/lib/account/request-context'
import { limits } from '@/lib/policy'
import { goodPassword, must, unique } from '@/lib/testing/accounts'
import { contextFromNewNetwork, withLimits } from '@/lib/testing/with-limits'

withLimits()

const fullWidth = (text: string) =>
  text.replace(/[a-z0-9]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0))

async function newAccountWithPassword(): Promise<string> {
  const username = unique('device')
  must(
    await registerAccount(contextFromNewNetwork(), {
      username,
      email: `${username}@x.test`,
      password: goodPassword,
    }),
  )
  return username
}

const enter = (context: RequestContext, login: string, id: string) =>
  signInByDevice(
    { ...context, channel: 'device', caller: guest },
    { login, password: null, device: { id, pushToken: null } },
  )

async function wrongGuesses(login: string, nextContext = () => contextFromNewNetwork()): Promise<object[]> {
  const answers: object[] = []
  for (let guess = 0; guess <= limits.deviceForAccount.attempts; guess++) {
    const spelling = guess % 2 ? ` ${login.toUpperCase()}\t` : fullWidth(login)
    const answer = await enter(nextContext(), spelling, `wrong ${guess}`)
    answers.push({
      ...answer,
      ...('retryAfterSeconds' in answer && { retryAfterSeconds: expect.any(Number) }),
    })
  }
  return answers
}

test('wrong devices are counted alike with and without a password, in any spelling', async () => {
  const login = unique('device')
  must(await enter(contextFromNewNetwork(), login, 'own'))
  const answers = await wrongGuesses(login)
  const username = await newAccountWithPassword()
  expect(await wrongGuesses(username)).toEqual(answers)
  expect(answers.at(-1)).toMatchObject({ codes: ['too_many_requests'] })
  expect(answers.at(-2)).toMatchObject({ codes: ['account_used'] })
})

test('in a known network a wrong device gets the same answer as elsewhere, and the right one signs in', async () => {
  const login = unique('device')
  const home = contextFromNewNetwork()
  must(await enter(home, login, 'own'))
  const answersElsewhere = await wrongGuesses(login)
  const other = unique('device')
  const otherHome = contextFromNewNetwork()
  must(await enter(otherHome, other, 'own'))
  expect(await wrongGuesses(other, () => otherHome)).toEqual(answersElsewhere)
  expect(await enter(contextFromNewNetwork(), login, 'own')).toMatchObject({ codes: ['too_many_requests'] })
  expect(await enter(home, login, 'own')).toMatchObject({ ok: true })
})

test('a known device may ask as often as it likes whether its password is needed', async () => {
  const username = await newAccountWithPassword()
  const context: RequestContext = { ...contextFromNewNetwork(), channel: 'device' }
  const device = { id: 'own', pushToken: null }
  must(await signInByDevice(context, { login: username, password: goodPassword, device }))
  for (let call = 0; call <= limits.deviceForAccount.attempts; call++)
    expect(await enter(contextFromNewNetwork(), username, 'own')).toMatchObject({ codes: ['account_used'] })
})
