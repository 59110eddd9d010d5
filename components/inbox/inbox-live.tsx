'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

const waitSeconds = 25
const restMillis = 3_000

interface InboxLiveProps {
  /** When the newest message on the page was sent; ISO 8601. */
  after: string
  /** What a screen reader is told when there are new messages. */
  arrived: string
}

/** Brings new messages to the page as they come: it asks `/inbox.json`, which answers when there is one. */
export function InboxLive({ after, arrived }: InboxLiveProps) {
  const router = useRouter()
  const [arrivals, setArrivals] = useState(0)
  useEffect(() => {
    const leave = new AbortController()
    void watch(after, leave.signal, () => {
      setArrivals((before) => before + 1)
      router.refresh()
    })
    return () => leave.abort()
  }, [after, router])
  return (
    <p role="status" className="sr-only">
      {/* Another text each time, or it would be told once. */}
      {arrivals > 0 && <span key={arrivals}>{arrived}</span>}
    </p>
  )
}

async function watch(after: string, signal: AbortSignal, tell: () => void): Promise<void> {
  const query = new URLSearchParams({ after, wait: String(waitSeconds) })
  while (!signal.aborted) {
    const hasNews = await ask(`/inbox.json?${query}`, signal)
    if (signal.aborted) return
    if (hasNews) tell()
    // The page with the news asks anew; where it does not come, this goes on.
    if (hasNews !== false) await new Promise((resolve) => setTimeout(resolve, restMillis))
  }
}

/** Null when the server is away, or has a mail service by now. */
async function ask(address: string, signal: AbortSignal): Promise<boolean | null> {
  try {
    const answer = await fetch(address, { signal })
    const { mails } = await answer.json()
    return answer.ok ? mails.length > 0 : null
  } catch {
    return null
  }
}
