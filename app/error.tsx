'use client'

import { unstable_isUnrecognizedActionError as isUnrecognized } from 'next/navigation'
import { FaultView } from '@/components/frame/fault-view'

export default function ErrorPage({ error, retry }: { error: Error; retry: () => void }) {
  const isUpdated = isUnrecognized(error)
  return <FaultView isUpdated={isUpdated} retry={isUpdated ? () => location.reload() : retry} />
}
