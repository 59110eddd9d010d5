'use client'

import { useLayoutEffect, useState } from 'react'
import { useFormState } from './form-state-context'
import { SubmitButton } from './submit-button'

interface ResendButtonProps {
  label: string
  busy: string
  waitSeconds: number
  /** How much of the wait is left when the page loads. */
  leftSeconds: number
}

/** Disabled while the server would refuse another mail. Without JavaScript it is never disabled. */
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

/** Set before paint, so the button never flashes without the countdown. */
function useCountdown(seconds: number, restartKey: number): number {
  const [left, setLeft] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key restarts the countdown
  useLayoutEffect(() => {
    const endsAt = Date.now() + seconds * 1000
    const tick = () => setLeft(Math.max(0, Math.ceil((endsAt - Date.now()) / 1000)))
    tick()
    const timer = seconds > 0 ? setInterval(tick, 1000) : undefined
    return () => clearInterval(timer)
  }, [seconds, restartKey])
  return left
}
