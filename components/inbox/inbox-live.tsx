'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

const waitSeconds = 25
const retryDelayMillis = 3_000

interface InboxLiveProps {
  /** ISO 8601 time of the newest message on the page. */
  after: string
  /** Announced by screen readers when messages arrive. */
  arrived: string
}

/** Adds new messages to the page: long-polls `/inbox.json`. */
export function InboxLive({ after, arrived }: InboxLiveProps) {
  const router = useRouter()
  const [arrivals, setArrivals] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    void watch(after, controller.signal, () => {
      setArrivals((before) => before + 1)
      router.refresh()
    })
    return () => controller.abort()
  }, [after, router])
  return (
    <p role="status" className="sr-only">
      {/* A new element each time; otherwise it is announced only once. */}
      {arrivals > 0 && <span key={arrivals}>{arrived}</span>}
    </p>
  )
}

async function watch(after: string, signal: AbortSignal, onNews: () => void): Promise<void> {
  const query = new URLSearchParams({ after, wait: String(waitSeconds) })
  while (!signal.aborted) {
    const hasNews = await poll(`/inbox.json?${query}`, signal)
    if (signal.aborted) return
    if (hasNews) onNews()
    // Normally the refreshed page starts a new poll. If the refresh fails, this loop continues.
    if (hasNews !== false) await new Promise((resolve) => setTimeout(resolve, retryDelayMillis))
  }
}

/** Whether there are new messages; null if the server is unreachable or a mail service is set up now. */
async function poll(address: string, signal: AbortSignal): Promise<boolean | null> {
  try {
    const answer = await fetch(address, { signal })
    const { mails } = await answer.json()
    return answer.ok ? mails.length > 0 : null
  } catch {
    return null
  }
}
