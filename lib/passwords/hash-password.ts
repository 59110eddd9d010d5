import path from 'node:path'
import { Piscina } from 'piscina'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { errorMessage } from '@/lib/process/error-message'
import { log } from '@/lib/process/log'
import { findProcessWide, processWide } from '@/lib/process/process-wide'
import { TooBusy } from '@/lib/process/too-busy'

function pool(): Piscina {
  return processWide('hash-pool', () => {
    const threads = config().hashThreads
    const created = new Piscina({
      filename: path.resolve('lib/passwords/hash-worker.mjs'),
      minThreads: threads,
      maxThreads: threads,
    })
    // An idle thread failed; the pool replaces it. Failed jobs are handled by `run`.
    created.on('error', (error) => log().error({ event: 'hash_thread_fault', error: errorMessage(error) }))
    return created
  })
}

/** @throws TooBusy at once when the queue is full */
export function hashPassword(password: string): Promise<string> {
  return run<string>('hash', { password })
}

interface Verification {
  readonly matches: boolean
  readonly outdated: boolean
}

/** @param stored null for an unknown login or no password: takes equally long and never matches */
export function verifyPassword(password: string, stored: string | null): Promise<Verification> {
  const kind = stored === null ? '' : kindOf(stored)
  const known = knownKinds()
  if (kind !== '') known.add(kind)
  return run<Verification>('verify', { password, stored, kind, known: [...known] })
}

/** The format and cost at the front of a hash: `$2b$10`, `$argon2id$v=19$m=19456,t=2,p=1`; '' if it is not a hash. */
function kindOf(hash: string): string {
  return /^(sha256\+)?(\$2[abxy]\$\d\d|\$argon2(id|i|d)(\$v=\d+)?\$[^$]+)/.exec(hash)?.[2] ?? ''
}

/** Kinds of stored hashes seen so far: a guess at a strong hash must not take longer than at an unknown login. */
function knownKinds(): Set<string> {
  return processWide('hash-kinds', () => new Set())
}

/** For callers that hash later: refuses a flood cheaply. @throws TooBusy when the queue is full */
export function requireHashCapacity(): void {
  const mostWaiting = config().hashThreads * policy.waitingHashesPerThread
  if (pool().queueSize >= mostWaiting) throw new TooBusy(policy.tooBusyRetrySeconds)
}

export function hashingLoad(): { running: number; waiting: number } {
  const waiting = findProcessWide<Piscina>('hash-pool')?.queueSize ?? 0
  return { running: openJobs().count - waiting, waiting }
}

export async function stopHashing(): Promise<void> {
  await findProcessWide<Piscina>('hash-pool')?.close()
}

async function run<Answer>(name: 'hash' | 'verify', job: object): Promise<Answer> {
  const { passwordHash: scheme, bcryptCost: cost } = config()
  requireHashCapacity()
  openJobs().count += 1
  try {
    return await pool().run({ ...job, scheme, cost }, { name })
  } catch (error) {
    throw isThreadGone(error) ? new TooBusy(policy.tooBusyRetrySeconds) : error
  } finally {
    openJobs().count -= 1
  }
}

function isThreadGone(error: unknown): boolean {
  return error instanceof Error && /^worker exited with code|out of memory/i.test(error.message)
}

function openJobs(): { count: number } {
  return processWide('hash-asked', () => ({ count: 0 }))
}
