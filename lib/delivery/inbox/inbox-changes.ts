import { stat } from 'node:fs/promises'
import { processWide } from '@/lib/process/process-wide'

/** How often it is looked whether another process has written into the folder. */
const pollMillis = 1_000

interface ChangeWatch {
  changes: number
  readonly listeners: Set<() => void>
  timer: NodeJS.Timeout | null
  /** When the folder was last written, as far as it is known. */
  writtenAt: number | null
  isClosed: boolean
}

function watch(): ChangeWatch {
  return processWide<ChangeWatch>('inbox-changes', () => ({
    changes: 0,
    listeners: new Set(),
    timer: null,
    writtenAt: null,
    isClosed: false,
  }))
}

/** Counts what has changed: take it before the inbox is read, and give it to `nextChange`. */
export function changeCount(): number {
  return watch().changes
}

/** Wakes everybody who waits for a change. */
export function notifyChange(): void {
  watch().changes += 1
  for (const wake of [...watch().listeners]) wake()
}

/** Wakes everybody for good, so that an open wait does not hold up an orderly stop. */
export function endInboxWaits(): void {
  watch().isClosed = true
  notifyChange()
}

export function isInboxClosed(): boolean {
  return watch().isClosed
}

/**
 * Waits for a change after the one that was seen: of this process at once, of another that shares the folder
 * within about a second. However many wait, one timer looks for all.
 */
export async function waitForChange(
  folder: string,
  seen: number,
  { waitMillis, signal }: { waitMillis: number; signal: AbortSignal },
): Promise<void> {
  const { listeners } = watch()
  if (watch().changes !== seen || watch().isClosed || signal.aborted) return
  watch().timer ??= setInterval(() => void checkFolder(folder), pollMillis).unref()
  await new Promise<void>((resolve) => {
    const timer = setTimeout(wake, waitMillis)
    signal.addEventListener('abort', wake)
    listeners.add(wake)
    function wake() {
      clearTimeout(timer)
      signal.removeEventListener('abort', wake)
      listeners.delete(wake)
      resolve()
    }
  })
}

async function checkFolder(folder: string): Promise<void> {
  const known = watch()
  if (known.listeners.size === 0) {
    clearInterval(known.timer ?? undefined)
    known.timer = null
    return
  }
  const writtenAt = await stat(folder).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  )
  if (writtenAt === known.writtenAt) return
  known.writtenAt = writtenAt
  notifyChange()
}
