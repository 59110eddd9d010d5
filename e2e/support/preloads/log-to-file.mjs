import { closeSync, openSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** Loaded into a server: redirects its output to LOG_FILE, like a shell. */
if (isMainThread) {
  closeSync(1)
  openSync(process.env.LOG_FILE ?? '', 'a')
}
