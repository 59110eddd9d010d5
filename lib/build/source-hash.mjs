import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

export const sources = [
  'app',
  'components',
  'emails',
  'lib',
  'prisma',
  'instrumentation.ts',
  'next.config.mjs',
  'package.json',
  'package-lock.json',
  'postcss.config.mjs',
  'prisma.config.ts',
  'tsconfig.json',
]
const generated = 'lib/db/generated'

// Copies of one commit have the same hash, whatever their folder, dates, line endings and system. Tests do not count.
/** @param {string} [folder] @returns {string} SHA-256, 64 hexadecimal digits */
export function sourceHash(folder = '.') {
  const hash = createHash('sha256')
  const files = sources.flatMap((source) => filesIn(folder, source))
  for (const file of files.toSorted()) {
    const text = readFileSync(path.join(folder, file), 'latin1').replaceAll('\r\n', '\n')
    hash.update(`${file}\0${text.length}\0`).update(text, 'latin1')
  }
  return hash.digest('hex')
}

/** Shorter than the hash: pages contain it, and it must not look like a stored hash. */
export function buildId() {
  return sourceHash().slice(0, 32)
}

/** @param {string} folder @param {string} place @returns {string[]} */
function filesIn(folder, place) {
  const found = statSync(path.join(folder, place), { throwIfNoEntry: false })
  if (!found || place === generated || /\.test\.tsx?$/.test(place)) return []
  if (!found.isDirectory()) return [place]
  return readdirSync(path.join(folder, place)).flatMap((name) => filesIn(folder, `${place}/${name}`))
}
