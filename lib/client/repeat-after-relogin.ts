import type { Services } from './services'

const maxAttempts = 3

/** Repeats a call once after a silent re-login if the session has expired, but never for another user. */
export async function repeatAfterRelogin<Result>(
  { session, relogin }: Pick<Services, 'session' | 'relogin'>,
  run: () => Promise<Result>,
  isUnauthorized: (result: Result) => boolean,
): Promise<Result> {
  const { userNumber } = session
  for (let attempts = 1; ; attempts += 1) {
    const { signInCount } = session
    const result = await run()
    if (!isUnauthorized(result) || attempts === maxAttempts) return result
    const isAlreadySignedIn = session.signInCount !== signInCount
    const isSignedIn = isAlreadySignedIn || (await relogin.afterUnauthorized(signInCount))
    if (!isSignedIn || session.userNumber !== userNumber) return result
    if (!isAlreadySignedIn) return await run()
  }
}
