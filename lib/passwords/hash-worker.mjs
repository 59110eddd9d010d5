import { createHash } from 'node:crypto'
import os from 'node:os'
import { Algorithm, hashSync as argon2HashSync, verifySync as argon2VerifySync } from '@node-rs/argon2'
import bcrypt from 'bcryptjs'
import { isWeaker, spendTheRest } from './hash-kinds.mjs'

// On Linux this lowers the calling thread alone, so hashing at full tilt leaves the main thread its core.
if (process.platform === 'linux') os.setPriority(10)

const bcryptMaxBytes = 72
// OWASP's least: 19 MiB, two passes, one lane.
const argon2 = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const argon2Kind = '$argon2id$v=19$m=19456,t=2,p=1'
// Marks a bcrypt hash of SHA-256/base64 of the password. Without the mark the text base64(sha256(P)) would
// sign in as the owner of a long P.
const digestMark = 'sha256+'

/**
 * @param {{ password: string, scheme: 'bcrypt' | 'argon2id', cost: number }} job
 * @returns {string} the stored form, which names its scheme and cost
 */
export function hash({ password, scheme, cost }) {
  if (scheme === 'argon2id') return argon2HashSync(password, argon2)
  if (Buffer.byteLength(password) <= bcryptMaxBytes) return bcrypt.hashSync(password, cost)
  return digestMark + bcrypt.hashSync(digest(password), cost)
}

/**
 * @param {{ password: string, stored: string | null, kind: string, met: string[], scheme: string, cost: number }} job
 *   `stored` null, of kind '': nobody's password, which never matches. `met`: the kinds of stored hashes met so far
 * @returns {{ matches: boolean, outdated: boolean }} outdated: hash it anew with today's scheme and cost
 */
export function verify({ password, stored, kind, met, scheme, cost }) {
  const wanted = scheme === 'argon2id' ? argon2Kind : `$2b$${String(cost).padStart(2, '0')}`
  if (stored !== null && fits(password, stored)) return { matches: true, outdated: isWeaker(kind, wanted) }
  spendTheRest(kind, [wanted, ...met])
  return { matches: false, outdated: false }
}

function fits(password, stored) {
  if (stored.startsWith('$argon2')) return argon2VerifySync(stored, password)
  if (stored.startsWith(digestMark))
    return bcrypt.compareSync(digest(password), stored.slice(digestMark.length))
  return bcrypt.compareSync(password, stored) && Buffer.byteLength(password) <= bcryptMaxBytes
}

function digest(password) {
  return createHash('sha256').update(password).digest('base64')
}
