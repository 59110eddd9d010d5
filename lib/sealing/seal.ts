import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { acceptedKeysFor, keyFor } from './keys'

const nonceBytes = 12
const tagBytes = 16

/** Encrypts a secret for storage (AES-256-GCM). Returns nonce, tag and ciphertext in base64url. */
export function seal(secret: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keyFor('seal'), nonce)
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
}

export class UnsealError extends Error {}

/** @throws UnsealError when the key is unknown or the value was changed */
export function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  for (const key of acceptedKeysFor('seal')) {
    const text = open(bytes, key)
    if (text !== null) return text
  }
  throw new UnsealError(
    'its secret cannot be decrypted: it was encrypted with another AUTH_SECRET, or was changed',
  )
}

function open(bytes: Buffer, key: Buffer): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
    return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}
