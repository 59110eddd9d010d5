import { closeSync, openSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** Loaded into a server: what it prints goes to the file LOG_FILE, as where a shell starts it so. */
if (isMainThread) {
  closeSync(1)
  openSync(process.env.LOG_FILE ?? '', 'a')
}
