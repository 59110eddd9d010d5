import type { Failure } from '@/lib/account/failure'
import { noteRefusal } from '@/lib/account/note-refusal'
import type { Visit } from '@/lib/account/request-context'
import { giveBack, takeTry } from './attempts'
import { isStrange, networkOf, placeOf, rememberPlace } from './networks'

/** The tries of one sign-in: they are given back when it succeeds, and when we were too busy for it. */
export interface SignInTry {
  readonly ok: true
  /** What a wrong guess is answered where the login has no tries left: only a right one still counts. */
  readonly refusal: Failure | null
  succeeded(accountId: string): Promise<void>
  giveBack(): Promise<void>
}

/** What can be guessed at a sign-in: its tries for a login, and those that a known place has when these are used up. */
const guesses = {
  password: { login: 'signInForAccount', spare: 'signInFromKnownPlace' },
  device: { login: 'deviceForAccount', spare: 'deviceFromKnownPlace' },
} as const

/**
 * Takes what one sign-in needs, before anything is hashed: a try of the network's, and one of the login's. It is
 * counted by the login as it was typed, once folded, and never by the account behind it: whether somebody has the login
 * changes no answer, whatever its spelling.
 *
 * A place that has signed in to the account before has spare tries, so that a flood of guesses does not keep the owner
 * out. Only a right guess shows that there are any: a wrong one is answered as it would be anywhere else.
 *
 * @param name the folded login
 */
export async function takeSignInTry(
  visit: Visit,
  { accountId, name }: { accountId: string | null; name: string },
  guess: keyof typeof guesses = 'password',
): Promise<SignInTry | Failure> {
  const network = networkOf(visit.address)
  const networkRefusal = await takeTry('signInFromNetwork', network)
  if (networkRefusal) return networkRefusal
  const { login, spare } = guesses[guess]
  const who = accountId ?? name
  const refusal = await takeTry(login, name)
  if (refusal && ((await isStrange(visit, who)) || (await takeTry(spare, placeOf(visit, who))))) {
    noteRefusal(visit, { kind: 'authn_login_fail_max', accountId, login: name, details: { by: guess } })
    return refusal
  }
  const giveBothBack = async () => {
    const own = refusal ? giveBack(spare, placeOf(visit, who)) : giveBack(login, name)
    await Promise.all([giveBack('signInFromNetwork', network), own])
  }
  return {
    ok: true,
    refusal,
    async succeeded(entered) {
      await giveBothBack()
      await rememberPlace(visit, entered)
    },
    giveBack: giveBothBack,
  }
}
