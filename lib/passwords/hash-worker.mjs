import { createHash } from 'node:crypto'
import os from 'node:os'
import { Algorithm, hashSync as argon2HashSync, verifySync as argon2VerifySync } from '@node-rs/argon2'
import bcrypt from 'bcryptjs'

// On Linux this lowers the calling thread alone, so hashing at full tilt leaves the main thread its core.
if (process.platform === 'linux') os.setPriority(10)

const bcryptMaxBytes = 72
// OWASP's least: 19 MiB, two passes, one lane.
const argon2 = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const argon2Mark = '$argon2id$v=19$m=19456,t=2,p=1$'
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
 * @param {{ password: string, stored: string | null, scheme: 'bcrypt' | 'argon2id', cost: number }} job
 *   `stored` null: nobody's password. It costs what a real one costs and never matches.
 * @returns {{ matches: boolean, outdated: boolean }} outdated: hash it anew with today's scheme and cost
 */
export function verify({ password, stored, scheme, cost }) {
  if (stored === null) {
    hash({ password, scheme, cost })
    return { matches: false, outdated: false }
  }
  if (stored.startsWith('$argon2')) {
    const outdated = scheme !== 'argon2id' || !stored.startsWith(argon2Mark)
    return { matches: argon2VerifySync(stored, password), outdated }
  }
  const digested = stored.startsWith(digestMark)
  const bcryptHash = digested ? stored.slice(digestMark.length) : stored
  const fits = digested || Buffer.byteLength(password) <= bcryptMaxBytes
  const matches = bcrypt.compareSync(digested ? digest(password) : password, bcryptHash) && fits
  const storedCost = bcrypt.getRounds(bcryptHash)
  if (!matches && scheme === 'bcrypt') spendTheDifference(password, storedCost, cost)
  return { matches, outdated: scheme !== 'bcrypt' || storedCost !== cost }
}

function digest(password) {
  return createHash('sha256').update(password).digest('base64')
}

/** A wrong guess at an old, cheap hash takes as long as one at nobody's: 2^c + 2^c + 2^(c+1) + … = 2^cost. */
function spendTheDifference(password, storedCost, cost) {
  for (let step = storedCost; step < cost; step++) bcrypt.hashSync(password.slice(0, 18), step)
}
