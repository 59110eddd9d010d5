import { setTimeout as pass } from 'node:timers/promises'
import { Lockfile } from 'next/dist/build/lockfile.js'
import { installBindings } from 'next/dist/build/swc/install-bindings.js'

const retryMillis = 250

/**
 * Takes a lock of the kind that `next build` takes. The operating system holds it, so that it ends with its process,
 * however that ends.
 *
 * @param {string} file
 * @param {() => void} sayWaiting called once, when another process has it
 * @returns {Promise<() => void>} the release
 */
export async function takeBuildLock(file, sayWaiting) {
  await installBindings()
  let lock = Lockfile.tryAcquire(file)
  if (!lock) sayWaiting()
  while (!lock) {
    await pass(retryMillis)
    lock = Lockfile.tryAcquire(file)
  }
  const taken = lock
  return () => taken.unlockSync()
}
