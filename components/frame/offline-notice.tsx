'use client'

import { useSyncExternalStore } from 'react'

/** Shown while the browser is offline. */
export function OfflineNotice({ text }: { text: string }) {
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
  return (
    <div aria-live="polite" className="mx-auto w-full max-w-page px-5 md:px-8">
      {!isOnline && (
        <p className="mt-4 rounded-field border-l-4 border-sand-edge bg-sand-wash px-4 py-3">{text}</p>
      )}
    </div>
  )
}

function subscribe(onChange: () => void): () => void {
  addEventListener('online', onChange)
  addEventListener('offline', onChange)
  return () => {
    removeEventListener('online', onChange)
    removeEventListener('offline', onChange)
  }
}
