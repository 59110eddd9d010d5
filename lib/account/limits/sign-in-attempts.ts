import type { Failure } from '@/lib/account/failure'
import { recordFailedAttempt } from '@/lib/account/record-failed-attempt'
import type { RequestContext } from '@/lib/account/request-context'
import { giveBack, takeAttempt } from './attempts'
import { isUnfamiliar, networkKeyOf, networkOf, rememberNetwork } from './networks'

/** Given back when the sign-in succeeds or the server is too busy. */
export interface SignInAttempt {
  readonly ok: true
  /** The answer to a wrong guess when only the spare attempts of a known network are left. */
  readonly failure: Failure | null
  succeeded(accountId: string): Promise<void>
  giveBack(): Promise<void>
}

const limitsByGuess = {
  password: { login: 'signInForAccount', spare: 'signInFromKnownNetwork' },
  device: { login: 'deviceForAccount', spare: 'deviceFromKnownNetwork' },
} as const

/**
 * Call it before any hashing. Counts the folded login, never the account, so that known and unknown logins get the same
 * answers. A known network has spare attempts, so that a flood of guesses cannot lock the owner out; only a right guess
 * reveals them.
 */
export async function takeSignInAttempt(
  context: RequestContext,
  { accountId, name }: { accountId: string | null; name: string },
  guess: keyof typeof limitsByGuess = 'password',
): Promise<SignInAttempt | Failure> {
  const network = networkOf(context.address)
  const networkFailure = await takeAttempt('signInFromNetwork', network)
  if (networkFailure) return networkFailure
  const { login, spare } = limitsByGuess[guess]
  const subject = accountId ?? name
  const failure = await takeAttempt(login, name)
  const spareKey = networkKeyOf(context, subject)
  if (failure && ((await isUnfamiliar(context, subject)) || (await takeAttempt(spare, spareKey)))) {
    recordFailedAttempt(context, {
      kind: 'authn_login_fail_max',
      accountId,
      login: name,
      details: { by: guess },
    })
    return failure
  }
  const giveBothBack = async () => {
    const own = failure ? giveBack(spare, spareKey) : giveBack(login, name)
    await Promise.all([giveBack('signInFromNetwork', network), own])
  }
  return {
    ok: true,
    failure,
    async succeeded(signedInId) {
      await giveBothBack()
      await rememberNetwork(context, signedInId)
    },
    giveBack: giveBothBack,
  }
}
