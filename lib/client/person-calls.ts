import type { Tools, User } from './answers'
import type { Clock } from './clock'
import * as exchanges from './exchanges'
import type { Parts } from './parts'
import { repeatAfterReentry } from './repeat'
import type { Answer, Question } from './transport'

/** The calls behind which a person waits: each answers with a value, or with why not. None of them throws. */
export function personCalls(parts: Parts) {
  const { session } = parts
  return {
    enter: (input: { readonly login: string; readonly password?: string }) => enter(parts, input),

    async tools(login?: string): Promise<Answer<Tools>> {
      await session.load()
      return await askPatiently(parts, exchanges.tools(ownerOf(parts, login)))
    },

    async requestPassword(input: exchanges.PasswordRequest): Promise<Answer<string>> {
      await session.load()
      return await askPatiently(parts, exchanges.passwordRequest(input, ownerOf(parts, input.login)))
    },

    async setPassword(input: exchanges.AdminPassword): Promise<Answer<User>> {
      await session.load()
      const ask = () => askPatiently(parts, exchanges.passwordSet(input))
      // "Admin only" is also what a caller without a session is told.
      return await repeatAfterReentry(parts, ask, (answer) => !answer.ok && answer.refusal.code === 100_403)
    },
  }
}

function ownerOf({ session }: Parts, login: string | undefined): exchanges.Owner {
  const own = session.known?.user.login ?? null
  return { login: login ?? own, isUser: login === undefined || login === own }
}

async function enter(
  parts: Parts,
  { login, password }: { readonly login: string; readonly password?: string },
): Promise<Answer<User>> {
  const { session, turns, reentry } = parts
  await session.load()
  return await turns.take(async () => {
    const answer = await askPatiently(parts, exchanges.auth(login, password ?? null, parts.device))
    if (!answer.ok) return answer
    const { known } = session
    const stillGood = known?.user.login === answer.value.login ? known.password : null
    session.enter(login, answer.value, password ?? stillGood)
    reentry.rest()
    void turns.take(() => learnAccount(parts))
    return answer
  })
}

/** Which account this is, so that a login changed on another device is followed and not made anew. */
async function learnAccount({ session, transport }: Parts): Promise<void> {
  if (session.known?.accountId !== null) return
  const holder = await transport.ask(exchanges.whoHoldsTheCookie)
  if (holder.ok) session.identify(holder.value)
}

/** Too soon is nothing to show to a person: a short wait is kept for them. */
async function askPatiently<Value>(
  { transport, clock, retry }: Parts,
  question: Question<Value>,
): Promise<Answer<Value>> {
  const answer = await transport.ask(question)
  if (answer.ok || answer.refusal.kind !== 'too_frequent') return answer
  const waitMillis = 1_000 * (answer.refusal.retryAfterSeconds ?? Number.POSITIVE_INFINITY)
  if (waitMillis > retry.patienceMillis) return answer
  await pause(clock, waitMillis)
  return await transport.ask(question)
}

function pause(clock: Clock, millis: number): Promise<void> {
  return new Promise((resolve) => {
    clock.later(resolve, millis)
  })
}
