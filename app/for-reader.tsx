import type { ReactNode } from 'react'
import { DrawnFor } from '@/components/form/drawn-for'
import { pageCaller } from '@/lib/http/session/read-request-context'

/** What a `page.tsx` with forms exports: they say for whose account they were drawn, and are refused once another is signed in. */
export function forReader<Props>(
  Page: (props: Props) => Promise<ReactNode>,
): (props: Props) => Promise<ReactNode> {
  return async (props) => {
    const [caller, page] = await Promise.all([pageCaller(), Page(props)])
    return <DrawnFor accountId={caller.kind === 'member' ? caller.account.id : null}>{page}</DrawnFor>
  }
}
