import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseConfig } from '@/lib/config'
import { setProcessWide } from '@/lib/process/process-wide'

export function useTestConfig(env: Record<string, string> = {}): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-test-'))
  const secret = 'a key for tests only, of no use elsewhere'.replaceAll(' ', '-')
  const defaults = {
    DATA_DIR: folder,
    AUTH_SECRET: secret,
    RATE_LIMIT: 'off',
    BCRYPT_COST: '4',
    HASH_THREADS: '2',
    LOG_LEVEL: 'silent',
  }
  setProcessWide('config', parseConfig({ ...defaults, ...env }))
}
