import { expect, test } from 'vitest'
import { enterByDevice } from '@/lib/account/operations/entering/enter-by-device'
import { registerAccount } from '@/lib/account/operations/registering/register-account'
import { guest, type RequestContext } from '@/lib/account/request-context'
import { limits } from '@/lib/policy'
import { goodPassword, must, unique } from '@/lib/testing/accounts'
import { fromElsewhere as from, withLimits } from '@/lib/testing/with-limits'

/** What is counted where a device is shown instead of a password. */

withLimits()

const wide = (text: string) =>
  text.replace(/[a-z0-9]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0))

async function withPassword(): Promise<string> {
  const username = unique('device')
  must(await registerAccount(from(), { username, email: `${username}@x.test`, password: goodPassword }))
  return username
}

const enter = (context: RequestContext, login: string, id: string) =>
  enterByDevice(
    { ...context, channel: 'device', caller: guest },
    { login, password: null, device: { id, pushToken: null } },
  )

async function guessed(login: string, contexts = () => from()): Promise<object[]> {
  const answers: object[] = []
  for (let guess = 0; guess <= limits.deviceForAccount.attempts; guess++) {
    const spelled = guess % 2 ? ` ${login.toUpperCase()}\t` : wide(login)
    const answer = await enter(contexts(), spelled, `wrong ${guess}`)
    answers.push({
      ...answer,
      ...('retryAfterSeconds' in answer && { retryAfterSeconds: expect.any(Number) }),
    })
  }
  return answers
}

test('are counted alike for an account with and one without password, by any spelling', async () => {
  const login = unique('device')
  must(await enter(from(), login, 'own'))
  const without = await guessed(login)
  const username = await withPassword()
  expect(await guessed(username)).toEqual(without)
  expect(without.at(-1)).toMatchObject({ codes: ['too_many_requests'] })
  expect(without.at(-2)).toMatchObject({ codes: ['account_used'] })
})

test('from the known place a wrong one is answered as elsewhere, and the right one enters', async () => {
  const login = unique('device')
  const home = from()
  must(await enter(home, login, 'own'))
  const strange = await guessed(login)
  const other = unique('device')
  const base = from()
  must(await enter(base, other, 'own'))
  expect(await guessed(other, () => base)).toEqual(strange)
  expect(await enter(from(), login, 'own')).toMatchObject({ codes: ['too_many_requests'] })
  expect(await enter(home, login, 'own')).toMatchObject({ ok: true })
})

test('an app with a known device is not counted for asking whether its password is needed', async () => {
  const username = await withPassword()
  const context: RequestContext = { ...from(), channel: 'device' }
  const device = { id: 'own', pushToken: null }
  must(await enterByDevice(context, { login: username, password: goodPassword, device }))
  for (let call = 0; call <= limits.deviceForAccount.attempts; call++)
    expect(await enter(from(), username, 'own')).toMatchObject({ codes: ['account_used'] })
})
