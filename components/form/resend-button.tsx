'use client'

import { useLayoutEffect, useState } from 'react'
import { useFormState } from './form-state-context'
import { SubmitButton } from './submit-button'

interface ResendButtonProps {
  label: string
  busy: string
  /** How long after a mail another one would be refused. */
  waitSeconds: number
  /** How much of that is left of a mail that was sent before this page. */
  leftSeconds: number
}

/** Sends the form again, not sooner than a mail can be sent again. Without script it never waits. */
export function ResendButton({ label, busy, waitSeconds, leftSeconds }: ResendButtonProps) {
  const { status, attempt } = useFormState()
  const afterAnswer = status === 'done' ? waitSeconds : 0
  const left = useCountdown(attempt === 0 ? leftSeconds : afterAnswer, attempt)
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
  return (
    <SubmitButton look="quiet" busy={busy} waiting={left > 0}>
      {label}
      {left > 0 && <span className="tabular-nums"> · {clock}</span>}
    </SubmitButton>
  )
}

/** Seconds left, counted from the moment that `turn` changed: before the paint, so the button is never seen without. */
function useCountdown(seconds: number, turn: number): number {
  const [left, setLeft] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn starts the count anew
  useLayoutEffect(() => {
    const endsAt = Date.now() + seconds * 1000
    const tick = () => setLeft(Math.max(0, Math.ceil((endsAt - Date.now()) / 1000)))
    tick()
    const timer = seconds > 0 ? setInterval(tick, 1000) : undefined
    return () => clearInterval(timer)
  }, [seconds, turn])
  return left
}
