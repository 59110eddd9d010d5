import { logout } from './endpoints'
import type { Services } from './services'
import type { State } from './state'

/** Calls for the events of an app's life: start, network changes, sign-out. */
export function lifecycleCalls(services: Services) {
  const { session, relogin, queue, device } = services

  async function confirm(): Promise<State> {
    await session.load()
    if (session.signOutDue) await queue.run(() => sendSignOut(services))
    if (session.state.kind === 'signed_in') await relogin.signInAgain()
    return session.state
  }

  return {
    resume: confirm,
    async online(): Promise<State> {
      await session.load()
      if (session.signOutDue) await queue.run(() => sendSignOut(services))
      await relogin.online()
      return session.state
    },

    async setDeviceToken(token: string | null): Promise<State> {
      device.token = token
      return await confirm()
    },

    async signOut(): Promise<boolean> {
      await session.load()
      relogin.reset()
      return await queue.run(async () => {
        session.forget(true)
        return await sendSignOut(services)
      })
    },

    async forget(): Promise<void> {
      await session.load()
      relogin.reset()
      await queue.run(async () => session.forget(false))
    },
  }
}

/** Ends the old session, unless another user has signed in since. */
async function sendSignOut({ session, transport }: Services): Promise<boolean> {
  if (!session.signOutDue) return true
  const result = await transport.ask(logout)
  if (!result.ok) return false
  session.forget(false)
  return true
}
