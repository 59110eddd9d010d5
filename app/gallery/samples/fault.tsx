'use client'

import { FaultView } from '@/components/frame/fault-view'

/** Its callback can only be passed by a client component. */
export function Fault({ isUpdated }: { isUpdated: boolean }) {
  return <FaultView isUpdated={isUpdated} retry={() => {}} />
}
