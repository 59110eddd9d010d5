import { hash, randomBytes } from 'node:crypto'

/** For a session or a ticket: `plain` is sent out once; the database keeps only `hash` (SHA-256). */
interface Secret {
  readonly plain: string
  readonly hash: Uint8Array<ArrayBuffer>
}

/** 32 random bytes, base64url: 43 characters. */
export function newSecret(): Secret {
  const plain = randomBytes(32).toString('base64url')
  return { plain, hash: hashSecret(plain) }
}

/** Looking up by hash leaks no useful timing: an attacker cannot approach a hash step by step. */
export function hashSecret(plain: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hash('sha256', plain, 'buffer'))
}
