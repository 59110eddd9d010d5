import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { BusyView } from '@/components/frame/busy-view'
import { faultToFailure } from '@/lib/account/fault'
import { answer503IfBusy } from '@/lib/http/busy-answers'
import { withinTimeLimit } from '@/lib/http/time-limit'

/**
 * Answers 503 with a page while the database is away or the server is overloaded; Next alone answers a bare
 * 500.
 */
export function pageOrBusy<Props>(
  Page: (props: Props) => Promise<ReactNode>,
): (props: Props) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await withinTimeLimit(Page(props))
    } catch (error) {
      // Next throws redirects and notFound().
      unstable_rethrow(error)
      if (await answer503IfBusy(faultToFailure(error))) return <BusyView />
      throw error
    }
  }
}
