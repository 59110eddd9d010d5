'use client'

import { useEffect, useSyncExternalStore } from 'react'

const place = 'latchkey-inbox-read'
const changed = 'latchkey-inbox-read-changed'
const mostKept = 1_000

interface UnreadMarkProps {
  id: string
  isOpen: boolean
  label: string
}

/** A dot on what this browser has not opened yet. It is remembered here: reading changes nothing on the server. */
export function UnreadMark({ id, isOpen, label }: UnreadMarkProps) {
  const isUnread = useSyncExternalStore(
    listen,
    () => !readIds().has(id),
    () => false,
  )
  useEffect(() => {
    if (isOpen) keepRead(id)
  }, [id, isOpen])
  if (!isUnread) return null
  return (
    <span className="size-2.5 shrink-0 self-center rounded-round bg-accent">
      <span className="sr-only">{label}</span>
    </span>
  )
}

function listen(tell: () => void): () => void {
  addEventListener(changed, tell)
  addEventListener('storage', tell)
  return () => {
    removeEventListener(changed, tell)
    removeEventListener('storage', tell)
  }
}

let known: { text: string | null; ids: ReadonlySet<unknown> } = { text: null, ids: new Set() }

/** Storage may be forbidden, or written by somebody else: then everything is unread. */
function readIds(): ReadonlySet<unknown> {
  const text = storedText()
  if (text !== known.text) known = { text, ids: new Set(parseIds(text)) }
  return known.ids
}

function storedText(): string | null {
  try {
    return localStorage.getItem(place)
  } catch {
    return null
  }
}

function parseIds(text: string | null): readonly unknown[] {
  try {
    const ids: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(ids) ? ids : []
  } catch {
    return []
  }
}

function keepRead(id: string): void {
  if (readIds().has(id)) return
  try {
    localStorage.setItem(place, JSON.stringify([id, ...readIds()].slice(0, mostKept)))
  } catch {
    // Full or forbidden: it stays unread.
    return
  }
  dispatchEvent(new Event(changed))
}
