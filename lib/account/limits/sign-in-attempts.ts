import type { Failure } from '@/lib/account/failure'
import { recordFailedAttempt } from '@/lib/account/record-failed-attempt'
import type { RequestContext } from '@/lib/account/request-context'
import { giveBack, takeAttempt } from './attempts'
import { isUnfamiliar, networkKeyOf, networkOf, rememberNetwork } from './networks'

/** The attempts of one sign-in: they are given back when it succeeds, and when we were too busy for it. */
export interface SignInAttempt {
  readonly ok: true
  /** What a wrong guess is answered where the login has no attempts left: only a right one still counts. */
  readonly failure: Failure | null
  succeeded(accountId: string): Promise<void>
  giveBack(): Promise<void>
}

/** What can be guessed at a sign-in: its attempts for a login, and those that a known place has when these are used up. */
const guesses = {
  password: { login: 'signInForAccount', spare: 'signInFromKnownNetwork' },
  device: { login: 'deviceForAccount', spare: 'deviceFromKnownNetwork' },
} as const

/**
 * Takes what one sign-in needs, before anything is hashed: a try of the network's, and one of the login's. It is
 * counted by the login as it was typed, once folded, and never by the account behind it: whether somebody has the login
 * changes no answer, whatever its spelling.
 *
 * A place that has signed in to the account before has spare attempts, so that a flood of guesses does not keep the owner
 * out. Only a right guess shows that there are any: a wrong one is answered as it would be anywhere else.
 *
 * @param name the folded login
 */
export async function takeSignInAttempt(
  context: RequestContext,
  { accountId, name }: { accountId: string | null; name: string },
  guess: keyof typeof guesses = 'password',
): Promise<SignInAttempt | Failure> {
  const network = networkOf(context.address)
  const networkFailure = await takeAttempt('signInFromNetwork', network)
  if (networkFailure) return networkFailure
  const { login, spare } = guesses[guess]
  const who = accountId ?? name
  const failure = await takeAttempt(login, name)
  if (
    failure &&
    ((await isUnfamiliar(context, who)) || (await takeAttempt(spare, networkKeyOf(context, who))))
  ) {
    recordFailedAttempt(context, {
      kind: 'authn_login_fail_max',
      accountId,
      login: name,
      details: { by: guess },
    })
    return failure
  }
  const giveBothBack = async () => {
    const own = failure ? giveBack(spare, networkKeyOf(context, who)) : giveBack(login, name)
    await Promise.all([giveBack('signInFromNetwork', network), own])
  }
  return {
    ok: true,
    failure,
    async succeeded(entered) {
      await giveBothBack()
      await rememberNetwork(context, entered)
    },
    giveBack: giveBothBack,
  }
}
