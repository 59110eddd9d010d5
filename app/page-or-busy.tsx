import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { BusyView } from '@/components/frame/busy-view'
import { faultToFailure } from '@/lib/account/fault'
import { answer503IfBusy } from '@/lib/http/busy-answers'
import { withinTimeLimit } from '@/lib/http/time-limit'

/**
 * Wraps a page that reads the database. If the database is unavailable or the server is overloaded, it
 * answers 503 with a page that says so; Next would answer with a bare 500.
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
