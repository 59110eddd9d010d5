import { hash, randomBytes } from 'node:crypto'

/** What a session or a ticket is known by: `plain` goes out once, the database keeps `hash` (SHA-256) only. */
interface Secret {
  readonly plain: string
  readonly hash: Uint8Array<ArrayBuffer>
}

/** 32 random bytes, base64url: 43 characters. */
export function newSecret(): Secret {
  const plain = randomBytes(32).toString('base64url')
  return { plain, hash: hashSecret(plain) }
}

/** Looking the hash up compares in constant time for all that matters: one cannot walk towards a hash. */
export function hashSecret(plain: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hash('sha256', plain, 'buffer'))
}
