'use client'

import { FaultView } from '@/components/views/fault-view'

export default function ErrorPage({ retry }: { retry: () => void }) {
  return <FaultView retry={retry} />
}
