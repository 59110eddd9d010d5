import { stat } from 'node:fs/promises'
import { processWide } from '@/lib/process/process-wide'

/** How often the folder is checked for changes by other processes. */
const pollMillis = 1_000

interface ChangeWatch {
  changes: number
  readonly listeners: Set<() => void>
  timer: NodeJS.Timeout | null
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

/** Read this before the inbox, and pass it to `waitForChange`. */
export function changeCount(): number {
  return watch().changes
}

export function notifyChange(): void {
  watch().changes += 1
  for (const wake of [...watch().listeners]) wake()
}

/** Ends all waits, so that they do not delay a stop of the server. */
export function endInboxWaits(): void {
  watch().isClosed = true
  notifyChange()
}

export function isInboxClosed(): boolean {
  return watch().isClosed
}

/** Waits for a change after `countBefore`. Changes by other processes are noticed within about a second. */
export async function waitForChange(
  folder: string,
  countBefore: number,
  { waitMillis, signal }: { waitMillis: number; signal: AbortSignal },
): Promise<void> {
  const { listeners } = watch()
  if (watch().changes !== countBefore || watch().isClosed || signal.aborted) return
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
