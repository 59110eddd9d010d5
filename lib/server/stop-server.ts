import { writeFailedAttempts } from '@/lib/account/record-failed-attempt'
import { closeControl } from '@/lib/control/serve-control'
import { isDatabaseOpen } from '@/lib/db/client'
import { closeDatabase } from '@/lib/db/open-database'
import { endInboxWaits } from '@/lib/delivery/inbox/inbox-changes'
import { closeOutbox } from '@/lib/delivery/outbox'
import { stopHashing } from '@/lib/passwords/hash-password'
import { policy } from '@/lib/policy'
import { log } from '@/lib/process/log'
import { processWide } from '@/lib/process/process-wide'
import { reasonOf } from '@/lib/process/reason-of'
import { closeServer } from './http-server'

/** Told to stop, everything ends in order: requests first, the database last. */
export function stopOnSignals(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // Not once: without a listener a second signal, which npm and a terminal both send, would end it at once.
    process.on(signal, () => stopServer(0))
  }
}

/**
 * What nobody caught may have left anything half done: it is logged, and the process ends in order for whoever
 * started it to start another (ASVS 16.5.4). Next would print it and go on.
 */
export function stopOnFaults(): void {
  process.setUncaughtExceptionCaptureCallback(stopOnFault)
  // Before Next's own listener, which would be content: thrown here it is an exception, as Node has it by itself.
  process.prependListener('unhandledRejection', (reason) => {
    throw reason
  })
}

function stopOnFault(fault: unknown): void {
  const stack = fault instanceof Error ? fault.stack : undefined
  log().fatal({ event: 'uncaught_fault', error: reasonOf(fault), stack })
  // The fault may lie in what has to be waited for.
  setTimeout(() => process.exit(1), policy.faultStopMillis).unref()
  stopServer(1)
}

/** Once: a signal, or another fault, while it stops already changes nothing. */
function stopServer(exitCode: number): Promise<void> {
  return processWide('stopping', () => endInOrder(exitCode))
}

async function endInOrder(exitCode: number): Promise<void> {
  log().info({ event: 'stopping' })
  try {
    endInboxWaits()
    await closeControl()
    await closeServer()
    await stopHashing()
    if (isDatabaseOpen()) await closeAll()
    process.exit(exitCode)
  } catch (error) {
    log().error({ event: 'stop_fault', error: reasonOf(error) })
    process.exit(1)
  }
}

async function closeAll(): Promise<void> {
  await closeOutbox()
  await writeFailedAttempts()
  await closeDatabase()
}
