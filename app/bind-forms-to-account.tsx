import type { ReactNode } from 'react'
import { DrawnFor } from '@/components/form/drawn-for'
import { pageCaller } from '@/lib/http/session/read-request-context'

/**
 * Wraps a page with forms: they send the signed-in account, and the server refuses them once another account
 * is signed in.
 */
export function bindFormsToAccount<Props>(
  Page: (props: Props) => Promise<ReactNode>,
): (props: Props) => Promise<ReactNode> {
  return async (props) => {
    const [caller, page] = await Promise.all([pageCaller(), Page(props)])
    return <DrawnFor accountId={caller.kind === 'member' ? caller.account.id : null}>{page}</DrawnFor>
  }
}
