import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** Runs before `npm start`: builds when there is no build, or a source is newer than it. */
const sources = [
  'app',
  'components',
  'emails',
  'lib',
  'prisma',
  'instrumentation.ts',
  'next.config.ts',
  'package.json',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
]
const mark = '.next/BUILD_ID'

const builtAt = existsSync(mark) ? statSync(mark).mtimeMs : 0
if (sources.some((source) => existsSync(source) && newest(source) > builtAt)) {
  console.log('Building …')
  const tsx = ['node_modules/tsx/dist/cli.mjs', 'lib/db/prepare-embedded.ts']
  const [status] = await Promise.all([
    run(['node_modules/next/dist/bin/next', 'build'], 'inherit'),
    // Beside the build, because it takes seconds. What is wrong with it the start will say.
    run(tsx, 'ignore'),
  ])
  process.exit(status)
}

/** @param {string[]} words @param {'inherit' | 'ignore'} stdio @returns {Promise<number>} the exit code */
function run(words, stdio) {
  const child = spawn(process.execPath, words, { stdio })
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
}

/** @param {string} place @returns {number} when anything in it was last changed, added or taken away, ms */
function newest(place) {
  const { mtimeMs } = statSync(place)
  if (!statSync(place).isDirectory()) return mtimeMs
  if (place === 'lib/db/generated') return 0
  return Math.max(mtimeMs, ...readdirSync(place).map((name) => newest(path.join(place, name))))
}
