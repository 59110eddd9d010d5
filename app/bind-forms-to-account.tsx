import type { ReactNode } from 'react'
import { DrawnFor } from '@/components/form/drawn-for'
import { pageCaller } from '@/lib/http/session/read-request-context'

/** Forms of the page name the signed-in account; the server refuses them once another one is signed in. */
export function bindFormsToAccount<Props>(
  Page: (props: Props) => Promise<ReactNode>,
): (props: Props) => Promise<ReactNode> {
  return async (props) => {
    const [caller, page] = await Promise.all([pageCaller(), Page(props)])
    return <DrawnFor accountId={caller.kind === 'member' ? caller.account.id : null}>{page}</DrawnFor>
  }
}
