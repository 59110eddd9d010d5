import type { Tools, User } from './answers'
import type { Clock } from './clock'
import * as endpoints from './endpoints'
import { notSignedIn } from './failures'
import { repeatAfterRelogin } from './repeat-after-relogin'
import type { Services } from './services'
import { signIn } from './sign-in'
import type { ApiRequest, Result } from './transport'

/** Calls that a user waits for. They return a failure instead of throwing. */
export function userCalls(services: Services) {
  const { session } = services
  return {
    enter: (input: SignInInput) => enter(services, input),

    async setUser(fields: endpoints.UserFields): Promise<Result<User>> {
      await session.load()
      const { userNumber } = session
      const ask = () => services.queue.run(() => setUser(services, userNumber, fields))
      return await repeatAfterRelogin(services, ask, isSignedOut)
    },

    async tools(login?: string): Promise<Result<Tools>> {
      await session.load()
      return await askWithPause(services, endpoints.tools(recoveryTarget(services, login)))
    },

    async requestPassword(input: endpoints.PasswordRequest): Promise<Result<string>> {
      await session.load()
      return await askWithPause(
        services,
        endpoints.passwordRequest(input, recoveryTarget(services, input.login)),
      )
    },

    async setPassword(input: endpoints.AdminPassword): Promise<Result<User>> {
      await session.load()
      const ask = () => askWithPause(services, endpoints.passwordSet(input))
      // A caller without a session is also told "admin only".
      return await repeatAfterRelogin(
        services,
        ask,
        (result) => !result.ok && result.failure.code === 100_403,
      )
    },
  }
}

/** An empty password counts as none. */
export interface SignInInput {
  readonly login: string
  readonly password?: string | undefined
}

function recoveryTarget({ session }: Services, login: string | undefined): endpoints.RecoveryTarget {
  const own = session.known?.user.login ?? null
  return { login: login ?? own, isUser: login === undefined || login === own }
}

async function enter(services: Services, { login, password }: SignInInput): Promise<Result<User>> {
  const { session, queue, relogin, device } = services
  await session.load()
  return await queue.run(async () => {
    const typedPassword = password || null
    const result = await signIn(services, {
      fields: { login, password: typedPassword, device },
      credential: session.credential,
      ask: (request) => askWithPause(services, request),
    })
    if (!result.ok) return result
    const { known } = session
    const { user } = result.value
    const keptPassword = known?.user.login === user.login ? known.password : null
    session.recordSignIn(login, result.value, typedPassword ?? keptPassword)
    relogin.reset()
    return { ok: true, value: user }
  })
}

async function setUser(
  services: Services,
  userNumber: number,
  fields: endpoints.UserFields,
): Promise<Result<User>> {
  const { session } = services
  // Another user signed in while this call waited in the queue.
  if (session.userNumber !== userNumber)
    return { ok: false, failure: notSignedIn('another user has signed in since') }
  const result = await askWithPause(services, endpoints.userSet(fields))
  if (result.ok) session.updateUser(result.value, fields.password || null)
  return result
}

function isSignedOut(result: Result<unknown>): boolean {
  return !result.ok && result.failure.kind === 'not_signed_in'
}

/** Waits a short time itself instead of showing "too frequent" to the user. */
async function askWithPause<Value>(
  { transport, clock, retry }: Services,
  request: ApiRequest<Value>,
): Promise<Result<Value>> {
  const result = await transport.ask(request)
  if (result.ok || result.failure.kind !== 'too_frequent') return result
  const waitMillis = 1_000 * (result.failure.retryAfterSeconds ?? Number.POSITIVE_INFINITY)
  if (waitMillis > retry.maxPauseMillis) return result
  await pause(clock, waitMillis)
  return await transport.ask(request)
}

function pause(clock: Clock, millis: number): Promise<void> {
  return new Promise((resolve) => {
    clock.later(resolve, millis)
  })
}
