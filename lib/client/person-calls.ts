import type { Tools, User } from './answers'
import type { Clock } from './clock'
import * as endpoints from './endpoints'
import { letIn } from './entrance'
import type { Parts } from './parts'
import { notSignedIn } from './reasons'
import { repeatAfterReentry } from './repeat'
import type { Answer, IncomingRequest } from './transport'

/** The calls behind which a person waits: each answers with a value, or with why not. None of them throws. */
export function personCalls(parts: Parts) {
  const { session } = parts
  return {
    enter: (input: SignInInput) => enter(parts, input),

    async setUser(fields: endpoints.UserFields): Promise<Answer<User>> {
      await session.load()
      const { person } = session
      const ask = () => parts.turns.take(() => setUser(parts, person, fields))
      return await repeatAfterReentry(parts, ask, isSignedOut)
    },

    async tools(login?: string): Promise<Answer<Tools>> {
      await session.load()
      return await askPatiently(parts, endpoints.tools(ownerOf(parts, login)))
    },

    async requestPassword(input: endpoints.PasswordRequest): Promise<Answer<string>> {
      await session.load()
      return await askPatiently(parts, endpoints.passwordRequest(input, ownerOf(parts, input.login)))
    },

    async setPassword(input: endpoints.AdminPassword): Promise<Answer<User>> {
      await session.load()
      const ask = () => askPatiently(parts, endpoints.passwordSet(input))
      // "Admin only" is also what a caller without a session is told.
      return await repeatAfterReentry(parts, ask, (answer) => !answer.ok && answer.failure.code === 100_403)
    },
  }
}

/** An empty password is none. */
export interface SignInInput {
  readonly login: string
  readonly password?: string | undefined
}

function ownerOf({ session }: Parts, login: string | undefined): endpoints.Owner {
  const own = session.known?.user.login ?? null
  return { login: login ?? own, isUser: login === undefined || login === own }
}

async function enter(parts: Parts, { login, password }: SignInInput): Promise<Answer<User>> {
  const { session, turns, reentry, device } = parts
  await session.load()
  return await turns.take(async () => {
    const given = password || null
    const answer = await letIn(parts, {
      key: { login, password: given, device },
      credential: session.credential,
      ask: (question) => askPatiently(parts, question),
    })
    if (!answer.ok) return answer
    const { known } = session
    const { user } = answer.value
    const stillGood = known?.user.login === user.login ? known.password : null
    session.enter(login, answer.value, given ?? stillGood)
    reentry.rest()
    return { ok: true, value: user }
  })
}

async function setUser(parts: Parts, person: number, fields: endpoints.UserFields): Promise<Answer<User>> {
  const { session } = parts
  // Somebody else came in while this waited for its turn.
  if (session.person !== person) return { ok: false, failure: notSignedIn('the user is another one now') }
  const answer = await askPatiently(parts, endpoints.userSet(fields))
  if (answer.ok) session.renew(answer.value, fields.password || null)
  return answer
}

function isSignedOut(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.failure.kind === 'not_signed_in'
}

/** Too soon is nothing to show to a person: a short wait is kept for them. */
async function askPatiently<Value>(
  { transport, clock, retry }: Parts,
  question: IncomingRequest<Value>,
): Promise<Answer<Value>> {
  const answer = await transport.ask(question)
  if (answer.ok || answer.failure.kind !== 'too_frequent') return answer
  const waitMillis = 1_000 * (answer.failure.retryAfterSeconds ?? Number.POSITIVE_INFINITY)
  if (waitMillis > retry.patienceMillis) return answer
  await pause(clock, waitMillis)
  return await transport.ask(question)
}

function pause(clock: Clock, millis: number): Promise<void> {
  return new Promise((resolve) => {
    clock.later(resolve, millis)
  })
}
