import { writeFailedAttempts } from '@/lib/account/record-failed-attempt'
import { closeControl } from '@/lib/control/serve-control'
import { isDatabaseOpen } from '@/lib/db/client'
import { closeDatabase } from '@/lib/db/open-database'
import { endInboxWaits } from '@/lib/delivery/inbox/inbox-changes'
import { closeOutbox } from '@/lib/delivery/outbox'
import { stopHashing } from '@/lib/passwords/hash-password'
import { policy } from '@/lib/policy'
import { errorMessage } from '@/lib/process/error-message'
import { log } from '@/lib/process/log'
import { processWide } from '@/lib/process/process-wide'
import { closeServer } from './http-server'

/** On a stop signal, shuts down in order: requests first, the database last. */
export function stopOnSignals(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // Not `once`: npm and the terminal both send the signal, and the second one would kill the process.
    process.on(signal, () => stopServer(0))
  }
}

/** After an uncaught error, logs it and shuts down for a restart (ASVS 16.5.4); Next would go on in an unknown state. */
export function stopOnFaults(): void {
  process.setUncaughtExceptionCaptureCallback(stopOnFault)
  // Runs before Next's listener, which would ignore the rejection; thrown here it is an uncaught exception.
  process.prependListener('unhandledRejection', (reason) => {
    throw reason
  })
}

function stopOnFault(fault: unknown): void {
  const stack = fault instanceof Error ? fault.stack : undefined
  log().fatal({ event: 'uncaught_fault', error: errorMessage(fault), stack })
  // The shutdown itself may hang because of the fault.
  setTimeout(() => process.exit(1), policy.faultStopMillis).unref()
  stopServer(1)
}

function stopServer(exitCode: number): Promise<void> {
  return processWide('stopping', () => shutDown(exitCode))
}

async function shutDown(exitCode: number): Promise<void> {
  log().info({ event: 'stopping' })
  try {
    endInboxWaits()
    await closeControl()
    await closeServer()
    await stopHashing()
    if (isDatabaseOpen()) await closeAll()
    process.exit(exitCode)
  } catch (error) {
    log().error({ event: 'stop_fault', error: errorMessage(error) })
    process.exit(1)
  }
}

async function closeAll(): Promise<void> {
  await closeOutbox()
  await writeFailedAttempts()
  await closeDatabase()
}
