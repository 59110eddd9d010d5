import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Whatever the tests of a run leave is in one folder of the run's own, which goes at its end. */
export default function setup(): void {
  if (process.env.LATCHKEY_TEST_FOLDER) return
  const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-core-'))
  // As root, PostgreSQL runs as a user of its own, who has to get in.
  chmodSync(folder, 0o755)
  Object.assign(process.env, { LATCHKEY_TEST_FOLDER: folder, TMPDIR: folder, TEMP: folder, TMP: folder })
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
}
