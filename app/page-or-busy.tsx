import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { BusyView } from '@/components/frame/busy-view'
import { faultToFailure } from '@/lib/account/fault'
import { answer503IfBusy } from '@/lib/http/busy-answers'
import { withinTimeLimit } from '@/lib/http/time-limit'

/**
 * What a `page.tsx` exports that asks the database: the page; or, while the database is away or too many ask at once,
 * 503 and a page that says so. Next would answer with a bare 500.
 */
export function pageOrBusy<Props>(
  Page: (props: Props) => Promise<ReactNode>,
): (props: Props) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await withinTimeLimit(Page(props))
    } catch (error) {
      // The ways on, which Next throws.
      unstable_rethrow(error)
      if (await answer503IfBusy(faultToFailure(error))) return <BusyView />
      throw error
    }
  }
}
