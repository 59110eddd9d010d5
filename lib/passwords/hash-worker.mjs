import { createHash } from 'node:crypto'
import os from 'node:os'
import { Algorithm, hashSync as argon2HashSync, verifySync as argon2VerifySync } from '@node-rs/argon2'
import bcrypt from 'bcryptjs'
import { equalizeGuessTime, isWeaker } from './hash-kinds.mjs'

// On Linux this affects only this thread: hashing at full load does not slow the main thread.
if (process.platform === 'linux') os.setPriority(10)

const bcryptMaxBytes = 72
// OWASP's minimum: 19 MiB, two passes, one lane.
const argon2 = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const argon2Kind = '$argon2id$v=19$m=19456,t=2,p=1'
// Marks bcrypt of base64(SHA-256(password)). Without the mark, that text itself would be accepted as the password.
const digestMark = 'sha256+'

/** @param {{ password: string, scheme: 'bcrypt' | 'argon2id', cost: number }} job */
export function hash({ password, scheme, cost }) {
  if (scheme === 'argon2id') return argon2HashSync(password, argon2)
  if (Buffer.byteLength(password) <= bcryptMaxBytes) return bcrypt.hashSync(password, cost)
  return digestMark + bcrypt.hashSync(digest(password), cost)
}

/**
 * @param {{ password: string, stored: string | null, kind: string, known: string[], scheme: string, cost: number }} job
 *   `stored` null: unknown login, never matches. `known`: the kinds of stored hashes seen so far
 * @returns {{ matches: boolean, outdated: boolean }} outdated: the hash should be replaced
 */
export function verify({ password, stored, kind, known, scheme, cost }) {
  const wanted = scheme === 'argon2id' ? argon2Kind : `$2b$${String(cost).padStart(2, '0')}`
  if (stored !== null && matches(password, stored)) return { matches: true, outdated: isWeaker(kind, wanted) }
  equalizeGuessTime(kind, [wanted, ...known])
  return { matches: false, outdated: false }
}

function matches(password, stored) {
  if (stored.startsWith('$argon2')) return argon2VerifySync(stored, password)
  if (stored.startsWith(digestMark))
    return bcrypt.compareSync(digest(password), stored.slice(digestMark.length))
  return bcrypt.compareSync(password, stored) && Buffer.byteLength(password) <= bcryptMaxBytes
}

function digest(password) {
  return createHash('sha256').update(password).digest('base64')
}
