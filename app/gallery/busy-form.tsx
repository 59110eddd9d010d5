'use client'

import { type ReactNode, useEffect, useRef } from 'react'

const never = () => new Promise<void>(() => {})

/** A form that was sent and never gets a response. */
export function BusyForm({ children }: { children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.requestSubmit(), [])
  return (
    <form ref={form} action={never}>
      {children}
    </form>
  )
}
