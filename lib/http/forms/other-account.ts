import { displayName } from '@/lib/account/account-facts'
import type { Caller } from '@/lib/account/request-context'

/** Whether another account is signed in than when the form was rendered (a tab left open): it must change nothing. */
export function isForOtherAccount(renderedFor: string | null | undefined, caller: Caller): boolean {
  return caller.kind === 'member' && Boolean(renderedFor) && renderedFor !== caller.account.id
}

/** @param accountId the account of a mailed link; null if it does not exist yet */
export function otherSignedInName(accountId: string | null, caller: Caller): string | null {
  return caller.kind === 'member' && caller.account.id !== accountId ? displayName(caller.account) : null
}
