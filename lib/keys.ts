import { hkdfSync } from 'node:crypto'
import { authSecret } from './config'
import { processWide } from './process-wide'

/** One key for one purpose, all from AUTH_SECRET (HKDF, RFC 5869): a leak of one says nothing of another. */
export function keyFor(purpose: 'jwt' | 'seal' | 'authjs'): Buffer {
  return processWide(`key:${purpose}`, () =>
    Buffer.from(hkdfSync('sha256', authSecret(), 'latchkey', purpose, 32)),
  )
}
