import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { keyFor, knownKeysFor } from './keys'

const nonceBytes = 12
const tagBytes = 16

/** Encrypts a secret that has to wait in the database (AES-256-GCM). Out: nonce, tag and text, base64url. */
export function seal(secret: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keyFor('seal'), nonce)
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
}

/** What was sealed cannot be opened, and never will be by the keys that are known. */
export class SealBroken extends Error {}

/** @throws SealBroken when it was sealed with a key that is not known (any more) or changed since. */
export function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  for (const key of knownKeysFor('seal')) {
    const text = open(bytes, key)
    if (text !== null) return text
  }
  throw new SealBroken(
    'its secret cannot be opened: it was sealed with another AUTH_SECRET, or changed since',
  )
}

/** Null for another key, which GCM's tag tells. */
function open(bytes: Buffer, key: Buffer): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
    return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}
