import { hkdfSync } from 'node:crypto'
import { authSecret, config } from '@/lib/config'
import { processWide } from '@/lib/process/process-wide'

type Purpose = 'jwt' | 'seal' | 'authjs'

/** Derives one key per purpose from AUTH_SECRET (HKDF, RFC 5869): a leaked key does not reveal the others. */
export function keyFor(purpose: Purpose): Buffer {
  return processWide(`key:${purpose}`, () => derive(authSecret(), purpose))
}

/** The keys that decrypt and verify: the current one, then the one of AUTH_SECRET_PREVIOUS if set. */
export function acceptedKeysFor(purpose: Purpose): Buffer[] {
  const { previousSecret } = config()
  const previous = previousSecret === null ? [] : [derive(previousSecret, purpose)]
  return [keyFor(purpose), ...previous]
}

function derive(secret: string, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'latchkey', purpose, 32))
}
