import { Algorithm, verifySync as argon2VerifySync, parseOptions, Version } from '@node-rs/argon2'
import bcrypt from 'bcryptjs'

/**
 * A kind of hash is its format and its cost, as every hash says them at its front: `$2b$10` or
 * `$argon2id$v=19$m=19456,t=2,p=1`.
 */

/** KiB times passes: the least of the five settings of argon2id that OWASP calls equal is 7 MiB, five passes. */
const argon2LeastWork = 7_168 * 5

/**
 * Whether a hash of the one kind should give way to one of the other: it is of an older format, or costs whoever
 * guesses less. OWASP ranks argon2id above bcrypt; argon2 with less work than OWASP's least is below both.
 *
 * @param {string} kind
 * @param {string} other
 */
export function isWeaker(kind, other) {
  const [mine, theirs] = [rankOf(kind), rankOf(other)]
  return mine.format === theirs.format ? mine.work < theirs.work : mine.format < theirs.format
}

function rankOf(kind) {
  if (!isArgon2(kind)) return { format: 1, work: bcryptCostOf(kind) }
  const { algorithm, version, memoryCost, timeCost } = parseOptions(madeUpArgon2(kind))
  const work = memoryCost * timeCost
  if (work < argon2LeastWork) return { format: 0, work }
  return { format: algorithm === Algorithm.Argon2id && version === Version.V0x13 ? 3 : 2, work }
}

/**
 * Spends what a wrong guess has not spent yet. It then takes as long for every account, and for nobody, whatever
 * kinds of hashes are in use. Of bcrypt the dearest counts: 2^c + 2^c + 2^(c+1) + … = 2^dearest.
 *
 * @param {string} spent the kind that the guess was compared with; '' where nobody has that name
 * @param {string[]} kinds those in use
 */
export function spendTheRest(spent, kinds) {
  const dearest = Math.max(...kinds.map(bcryptCostOf))
  const cost = bcryptCostOf(spent)
  if (cost === 0 && dearest > 0) bcrypt.hashSync('', dearest)
  if (cost > 0) for (let step = cost; step < dearest; step++) bcrypt.hashSync('', step)
  const others = kinds.filter((kind) => isArgon2(kind) && kind !== spent)
  for (const kind of others) argon2VerifySync(madeUpArgon2(kind), '')
}

function isArgon2(kind) {
  return kind.startsWith('$argon2')
}

/** 0 for another format. */
function bcryptCostOf(kind) {
  return isArgon2(kind) ? 0 : Number(kind.slice('$2b$'.length))
}

/** A hash of this kind that is nobody's. */
function madeUpArgon2(kind) {
  return `${kind}$${'A'.repeat(22)}$${'A'.repeat(43)}`
}
