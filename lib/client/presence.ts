import { endSession } from './endpoints'
import type { Parts } from './parts'
import type { State } from './state'

/** Coming, going and being there: the calls for the turns of an app's life. */
export function presence(parts: Parts) {
  const { session, reentry, turns, device } = parts

  async function confirm(): Promise<State> {
    await session.load()
    if (session.signOutDue) await turns.take(() => tellOfSignOut(parts))
    if (session.state.kind === 'signed_in') await reentry.enter()
    return session.state
  }

  return {
    resume: confirm,
    async online(): Promise<State> {
      await session.load()
      if (session.signOutDue) await turns.take(() => tellOfSignOut(parts))
      await reentry.online()
      return session.state
    },

    async setDeviceToken(token: string | null): Promise<State> {
      device.token = token
      return await confirm()
    },

    async signOut(): Promise<boolean> {
      await session.load()
      reentry.rest()
      return await turns.take(async () => {
        session.forget(true)
        return await tellOfSignOut(parts)
      })
    },

    async forget(): Promise<void> {
      await session.load()
      reentry.rest()
      await turns.take(async () => session.forget(false))
    },
  }
}

/** Ends the session that is still there, unless somebody has signed in over it since. */
async function tellOfSignOut({ session, transport }: Parts): Promise<boolean> {
  if (!session.signOutDue) return true
  const told = await transport.ask(endSession)
  if (!told.ok) return false
  session.forget(false)
  return true
}
