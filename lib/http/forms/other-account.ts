import { displayName } from '@/lib/account/account-facts'
import type { Caller } from '@/lib/account/request-context'

/**
 * Whether somebody else is signed in now than the account that a form was drawn for, as in a tab that stood open
 * meanwhile: then it must change nothing. Who is not signed in any more is told so by what the form is for.
 */
export function isDrawnForAnother(drawnFor: string | null | undefined, caller: Caller): boolean {
  return caller.kind === 'member' && Boolean(drawnFor) && drawnFor !== caller.account.id
}

/**
 * Who is signed in, where that is somebody else than a link from a mail is for; null where it is not.
 *
 * @param accountId null of an account that is yet to be made
 */
export function otherThan(accountId: string | null, caller: Caller): string | null {
  return caller.kind === 'member' && caller.account.id !== accountId ? displayName(caller.account) : null
}
