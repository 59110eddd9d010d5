'use client'

import { FaultView } from '@/components/frame/fault-view'

/** Its button is a function, which only a client component can hand over. */
export function Fault({ isUpdated }: { isUpdated: boolean }) {
  return <FaultView isUpdated={isUpdated} retry={() => {}} />
}
