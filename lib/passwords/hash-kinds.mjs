import { Algorithm, verifySync as argon2VerifySync, parseOptions, Version } from '@node-rs/argon2'
import bcrypt from 'bcryptjs'

// A kind is the format and cost at the front of a hash: `$2b$10` or `$argon2id$v=19$m=19456,t=2,p=1`.

// KiB times passes: the lowest of OWASP's five equivalent argon2id settings is 7 MiB, five passes.
const argon2MinWork = 7_168 * 5

/** OWASP ranks argon2id above bcrypt; argon2 below OWASP's minimum ranks below both. @type {(kind: string, other: string) => boolean} */
export function isWeaker(kind, other) {
  const [rank, otherRank] = [rankOf(kind), rankOf(other)]
  return rank.format === otherRank.format ? rank.work < otherRank.work : rank.format < otherRank.format
}

function rankOf(kind) {
  if (!isArgon2(kind)) return { format: 1, work: bcryptCostOf(kind) }
  const { algorithm, version, memoryCost, timeCost } = parseOptions(dummyArgon2Hash(kind))
  const work = memoryCost * timeCost
  if (work < argon2MinWork) return { format: 0, work }
  return { format: algorithm === Algorithm.Argon2id && version === Version.V0x13 ? 3 : 2, work }
}

/**
 * Makes all guesses take equally long, also for an unknown login: adds the work that this one has not cost yet. For bcrypt
 * the highest cost counts: 2^c + 2^c + 2^(c+1) + … = 2^max.
 *
 * @param {string} spent the kind that was compared; '' for an unknown login
 * @param {string[]} kinds
 */
export function equalizeGuessTime(spent, kinds) {
  const maxCost = Math.max(...kinds.map(bcryptCostOf))
  const cost = bcryptCostOf(spent)
  if (cost === 0 && maxCost > 0) bcrypt.hashSync('', maxCost)
  if (cost > 0) for (let step = cost; step < maxCost; step++) bcrypt.hashSync('', step)
  const otherArgon2 = kinds.filter((kind) => isArgon2(kind) && kind !== spent)
  for (const kind of otherArgon2) argon2VerifySync(dummyArgon2Hash(kind), '')
}

function isArgon2(kind) {
  return kind.startsWith('$argon2')
}

function bcryptCostOf(kind) {
  return isArgon2(kind) ? 0 : Number(kind.slice('$2b$'.length))
}

function dummyArgon2Hash(kind) {
  return `${kind}$${'A'.repeat(22)}$${'A'.repeat(43)}`
}
