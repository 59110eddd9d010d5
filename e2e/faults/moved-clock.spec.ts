import path from 'node:path'
import { expect, test } from '@playwright/test'
import { otherPassword } from '@/e2e/support/accounts'
import { Doors, type Person } from '@/e2e/support/doors'
import { Mailbox } from '@/e2e/support/mailbox'
import { type RunningServer, startServer } from '@/e2e/support/server'
import { limits } from '@/lib/policy'

const NODE_OPTIONS = `--import ${path.resolve('e2e/support/preloads/move-clock.mjs')}`
test.setTimeout(180_000)

test('a clock that goes two hours ahead and is set right again signs nobody out, locks nobody out and loses no mail', async () => {
  const server = await startServer({ env: { NODE_OPTIONS, RATE_LIMIT: 'on' } })
  const doors = new Doors(server.url, new Mailbox(server.url))
  const stayed = await doors.verified()
  const early = await doors.everywhere(stayed)
  const outrun = await doors.resetTicket(stayed.email)

  await moveClock(server)
  expect(await doors.live(early)).toEqual(early.map(() => true))
  expect(await spend(outrun)).toBe('dead')
  const late = await doors.everywhere(stayed)
  const recovered = await doors.verified()
  const spent = await doors.resetTicket(recovered.email)
  expect(await spend(spent)).toBe('ok')
  const guessed = doors.somebody()
  expect((await doors.do('classic', 'register', guessed)).meaning).toBe('ok')
  expect(await guess(guessed)).toBe('often')

  await moveClock(server)
  expect(await doors.live([...early, ...late])).toEqual([...early, ...late].map(() => true))
  expect(await spend(spent)).toBe('dead')
  expect((await doors.do('classic', 'signIn', guessed)).meaning).toBe('ok')
  // Within a minute of the one before, by the clock that is right.
  expect(await spend(await doors.resetTicket(recovered.email))).toBe('ok')
  await doors.verified()
  expect(server.output()).not.toMatch(/"event":"(server_fault|job_failed|uncaught_fault)"/)
  await server.stop()

  async function spend(ticket: string): Promise<string> {
    return (await doors.do('rest', 'spendReset', { ticket, newPassword: otherPassword })).meaning
  }

  /** Until no more guesses are taken. */
  async function guess(person: Person): Promise<string> {
    const wrong = { ...person, password: 'not this horse' }
    let meaning = ''
    for (let tries = 0; tries <= limits.signInFromKnownPlace.tries && meaning !== 'often'; tries++)
      meaning = (await doors.do('classic', 'signIn', wrong)).meaning
    return meaning
  }
})

async function moveClock(server: RunningServer): Promise<void> {
  const moves = () => server.output().split('The clock is').length
  const before = moves()
  process.kill(server.pid, 'SIGUSR2')
  await expect.poll(moves).toBe(before + 1)
}
