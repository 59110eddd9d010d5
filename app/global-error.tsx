'use client'

import './globals.css'
import { FaultView } from '@/components/views/fault-view'

export default function GlobalErrorPage({ retry }: { retry: () => void }) {
  return (
    // The reader's language is not known here: without `data-language` both are shown.
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <title>Latchkey</title>
        <FaultView retry={retry} />
      </body>
    </html>
  )
}
