import { fail, type Result } from '@/lib/account/failure'
import { findPendingEmail } from '@/lib/account/operations/email/find-pending-email'
import { listIdentities } from '@/lib/account/records/identity'
import type { Member, RequestContext } from '@/lib/account/request-context'
import { listDevices } from './list-devices'
import { listEvents } from './list-events'
import { listSessions } from './list-sessions'

/** What signed-in people may see of their own account. Guests get `signed_out`. */

export const showAccount = forMember(async ({ account, session }) => ({ account, session }))

export const showEmail = forMember(async (caller) => {
  const { email, emailVerified } = caller.account
  return { email, emailVerified, pending: await findPendingEmail(caller) }
})

export const showSessions = forMember(async (caller) => ({ sessions: await listSessions(caller) }))

export const showDevices = forMember(async (caller) => ({ devices: await listDevices(caller) }))

export const showProviders = forMember(async (caller) => ({ identities: await listIdentities(caller) }))

export const showEvents = forMember(
  async (caller, { limit }: { limit: number }) => await listEvents(caller, limit),
)

function forMember<Success extends object, Input = undefined>(
  find: (caller: Member, input: Input) => Promise<Success>,
) {
  return async ({ caller }: RequestContext, input: Input): Promise<Result<Success>> =>
    caller.kind === 'guest' ? fail('signed_out') : { ok: true, ...(await find(caller, input)) }
}
