import type { Parts } from './parts'

const mostAttempts = 3

/**
 * Does something, and once more after a silent re-login when its answer says that the session is dead. Whatever
 * runs at the same time shares that re-login. What was begun for one person is never repeated for another.
 */
export async function repeatAfterReentry<Result>(
  { session, reentry }: Pick<Parts, 'session' | 'reentry'>,
  run: () => Promise<Result>,
  isDead: (result: Result) => boolean,
): Promise<Result> {
  const { person } = session
  for (let attempts = 1; ; attempts += 1) {
    const { entrances } = session
    const result = await run()
    if (!isDead(result) || attempts === mostAttempts) return result
    const isMet = session.entrances !== entrances
    const isIn = isMet || (await reentry.again(entrances))
    if (!isIn || session.person !== person) return result
    if (!isMet) return await run()
  }
}
