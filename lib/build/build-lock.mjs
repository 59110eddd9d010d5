import { setTimeout as sleep } from 'node:timers/promises'
import { Lockfile } from 'next/dist/build/lockfile.js'
import { installBindings } from 'next/dist/build/swc/install-bindings.js'

const retryMillis = 250

// Like `next build`'s lock: the operating system releases it when the process ends. Calls `onWait` once if it has to wait.
/** @param {string} file @param {() => void} onWait @returns {Promise<() => void>} releases the lock */
export async function acquireBuildLock(file, onWait) {
  await installBindings()
  let lock = Lockfile.tryAcquire(file)
  if (!lock) onWait()
  while (!lock) {
    await sleep(retryMillis)
    lock = Lockfile.tryAcquire(file)
  }
  const acquired = lock
  return () => acquired.unlockSync()
}
