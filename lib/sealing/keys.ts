import { hkdfSync } from 'node:crypto'
import { authSecret, config } from '@/lib/config'
import { processWide } from '@/lib/process/process-wide'

type Purpose = 'jwt' | 'seal' | 'authjs'

/** One key for one purpose, all from AUTH_SECRET (HKDF, RFC 5869): a leak of one says nothing of another. */
export function keyFor(purpose: Purpose): Buffer {
  return processWide(`key:${purpose}`, () => derive(authSecret(), purpose))
}

/**
 * The keys that what was made earlier may need: today's, and that of AUTH_SECRET_PREVIOUS while a secret is being
 * replaced. Nothing new is made with the second.
 */
export function knownKeysFor(purpose: Purpose): Buffer[] {
  const { previousSecret } = config()
  const previous = previousSecret === null ? [] : [derive(previousSecret, purpose)]
  return [keyFor(purpose), ...previous]
}

function derive(secret: string, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'latchkey', purpose, 32))
}
