import path from 'node:path'
import { Piscina } from 'piscina'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { log } from '@/lib/process/log'
import { findProcessWide, processWide } from '@/lib/process/process-wide'
import { reasonOf } from '@/lib/process/reason-of'
import { TooBusy } from '@/lib/process/too-busy'

/** The worker threads that hash; a session check never waits for them. */
function pool(): Piscina {
  return processWide('hash-pool', () => {
    const threads = config().hashThreads
    const made = new Piscina({
      filename: path.resolve('lib/passwords/hash-worker.mjs'),
      minThreads: threads,
      maxThreads: threads,
    })
    // Of a thread with nothing in hand: whoever waits for a hash is told by `run`. The pool replaces it either way.
    made.on('error', (error) => log().error({ event: 'hash_thread_fault', error: reasonOf(error) }))
    return made
  })
}

/**
 * Hashes a password with the configured scheme and cost.
 *
 * @throws TooBusy at once when the queue is full.
 */
export function hashPassword(password: string): Promise<string> {
  return run<string>('hash', { password })
}

interface Verdict {
  readonly matches: boolean
  /** The stored hash is of an older format than configured, or weaker: replace it while the password is at hand. */
  readonly outdated: boolean
}

/**
 * Compares a password with a stored hash of any known format.
 *
 * @param stored null where there is no account or no password: that takes as long and never matches.
 * @throws TooBusy at once when the queue is full.
 */
export function verifyPassword(password: string, stored: string | null): Promise<Verdict> {
  const kind = stored === null ? '' : kindOf(stored)
  const met = kindsMet()
  if (kind !== '') met.add(kind)
  return run<Verdict>('verify', { password, stored, kind, met: [...met] })
}

/** The format and cost of a hash, which it says at its front: `$2b$10`, `$argon2id$v=19$m=19456,t=2,p=1`; '' for what is none. */
function kindOf(hash: string): string {
  return /^(sha256\+)?(\$2[abxy]\$\d\d|\$argon2(id|i|d)(\$v=\d+)?\$[^$]+)/.exec(hash)?.[2] ?? ''
}

/**
 * The kinds of the stored hashes that this process has met. One that is stronger than configured stays, and a wrong
 * guess must not take longer at it than at nobody's name: from the first such hash on, all take as long.
 */
function kindsMet(): Set<string> {
  return processWide('hash-kinds', () => new Set())
}

/**
 * For what will need a hash later, before it does anything else: a flood is turned away at little cost.
 *
 * @throws TooBusy when the queue is full
 */
export function expectRoom(): void {
  const mostWaiting = config().hashThreads * policy.waitingHashesPerThread
  if (pool().queueSize >= mostWaiting) throw new TooBusy(policy.tooBusyRetrySeconds)
}

/** How many passwords are being worked on, and how many wait for a thread. */
export function hashingLoad(): { running: number; waiting: number } {
  const waiting = findProcessWide<Piscina>('hash-pool')?.queueSize ?? 0
  return { running: asked().now - waiting, waiting }
}

/** Ends the threads, for an orderly stop; none were begun where nobody needed one. */
export async function stopHashing(): Promise<void> {
  await findProcessWide<Piscina>('hash-pool')?.close()
}

async function run<Answer>(name: 'hash' | 'verify', job: object): Promise<Answer> {
  const { passwordHash: scheme, bcryptCost: cost } = config()
  expectRoom()
  asked().now += 1
  try {
    return await pool().run({ ...job, scheme, cost }, { name })
  } catch (error) {
    throw isThreadGone(error) ? new TooBusy(policy.tooBusyRetrySeconds) : error
  } finally {
    asked().now -= 1
  }
}

/** The pool replaces a thread that ended; what it had in hand is for whoever asked to try again. */
function isThreadGone(error: unknown): boolean {
  return error instanceof Error && /^worker exited with code|out of memory/i.test(error.message)
}

/** What the pool was asked for and has not answered yet. */
function asked(): { now: number } {
  return processWide('hash-asked', () => ({ now: 0 }))
}
