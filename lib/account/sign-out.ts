import { transact } from '@/lib/db/client'
import type { Visit } from './caller'
import type { Result } from './failure'
import { revoke } from './session'

/** Ends the caller's session, if there is one; for a guest it is done already. */
export async function signOut({ caller }: Visit): Promise<Result> {
  if (caller.kind === 'member') await transact((tx) => revoke(tx, { id: caller.session.id }, 'signed_out'))
  return { ok: true }
}
