'use client'

import './globals.css'
import { unstable_isUnrecognizedActionError as isUnrecognized } from 'next/navigation'
import { FaultView } from '@/components/frame/fault-view'

/** Also shown for errors of forms in the layout: the footer has one. */
export default function GlobalErrorPage({ error, retry }: { error: Error; retry: () => void }) {
  const isUpdated = isUnrecognized(error)
  return (
    // The language is not known here: without `data-language` both are shown.
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <title>Latchkey</title>
        <FaultView isUpdated={isUpdated} retry={isUpdated ? () => location.reload() : retry} />
      </body>
    </html>
  )
}
