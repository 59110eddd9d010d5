import type { Services } from './services'

const maxAttempts = 3

/**
 * Does something, and once more after a silent re-login when its answer says that the session is dead. Whatever
 * runs at the same time shares that re-login. What was begun for one person is never repeated for another.
 */
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
