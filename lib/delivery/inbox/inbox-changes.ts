import { stat } from 'node:fs/promises'
import { processWide } from '@/lib/process/process-wide'

/** How often the folder is checked for changes by other processes. */
const pollMillis = 1_000

interface ChangeState {
  changes: number
  readonly listeners: Set<() => void>
  timer: NodeJS.Timeout | null
  writtenAt: number | null
  isClosed: boolean
}

function state(): ChangeState {
  return processWide<ChangeState>('inbox-changes', () => ({
    changes: 0,
    listeners: new Set(),
    timer: null,
    writtenAt: null,
    isClosed: false,
  }))
}

/** Read this before the inbox, and pass it to `waitForChange`. */
export function changeCount(): number {
  return state().changes
}

export function notifyChange(): void {
  state().changes += 1
  for (const notify of [...state().listeners]) notify()
}

/** Ends all waits, so that they do not delay a stop of the server. */
export function endInboxWaits(): void {
  state().isClosed = true
  notifyChange()
}

export function isInboxClosed(): boolean {
  return state().isClosed
}

/** Waits for a change after `countBefore`. Changes by other processes are noticed within about a second. */
export async function waitForChange(
  folder: string,
  countBefore: number,
  { waitMillis, signal }: { waitMillis: number; signal: AbortSignal },
): Promise<void> {
  const { listeners } = state()
  if (state().changes !== countBefore || state().isClosed || signal.aborted) return
  state().timer ??= setInterval(() => void checkFolder(folder), pollMillis).unref()
  await new Promise<void>((resolve) => {
    const timer = setTimeout(notify, waitMillis)
    signal.addEventListener('abort', notify)
    listeners.add(notify)
    function notify() {
      clearTimeout(timer)
      signal.removeEventListener('abort', notify)
      listeners.delete(notify)
      resolve()
    }
  })
}

async function checkFolder(folder: string): Promise<void> {
  const current = state()
  if (current.listeners.size === 0) {
    clearInterval(current.timer ?? undefined)
    current.timer = null
    return
  }
  const writtenAt = await stat(folder).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  )
  if (writtenAt === current.writtenAt) return
  current.writtenAt = writtenAt
  notifyChange()
}
