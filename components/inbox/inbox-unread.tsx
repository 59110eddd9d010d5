'use client'

import { useEffect, useSyncExternalStore } from 'react'

const storageKey = 'latchkey-inbox-read'
const changedEvent = 'latchkey-inbox-read-changed'
const maxKept = 1_000

interface UnreadMarkProps {
  id: string
  isOpen: boolean
  label: string
}

/** Stored in the browser: reading changes nothing on the server. */
export function UnreadMark({ id, isOpen, label }: UnreadMarkProps) {
  const isUnread = useSyncExternalStore(
    listen,
    () => !readIds().has(id),
    () => false,
  )
  useEffect(() => {
    if (isOpen) markRead(id)
  }, [id, isOpen])
  if (!isUnread) return null
  return (
    <span className="size-2.5 shrink-0 self-center rounded-round bg-accent">
      <span className="sr-only">{label}</span>
    </span>
  )
}

function listen(onChange: () => void): () => void {
  addEventListener(changedEvent, onChange)
  addEventListener('storage', onChange)
  return () => {
    removeEventListener(changedEvent, onChange)
    removeEventListener('storage', onChange)
  }
}

let cache: { text: string | null; ids: ReadonlySet<unknown> } = { text: null, ids: new Set() }

/** If storage is blocked or holds something else, every message is unread. */
function readIds(): ReadonlySet<unknown> {
  const text = storedText()
  if (text !== cache.text) cache = { text, ids: new Set(parseIds(text)) }
  return cache.ids
}

function storedText(): string | null {
  try {
    return localStorage.getItem(storageKey)
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

function markRead(id: string): void {
  if (readIds().has(id)) return
  try {
    localStorage.setItem(storageKey, JSON.stringify([id, ...readIds()].slice(0, maxKept)))
  } catch {
    // Storage is full or blocked: the message stays unread.
    return
  }
  dispatchEvent(new Event(changedEvent))
}
