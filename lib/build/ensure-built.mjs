import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { takeBuildLock } from './build-lock.mjs'
import { buildId } from './source-hash.mjs'

const buildFolder = '.next'
const cacheFolder = `${buildFolder}/cache`

/**
 * Builds, unless there is a whole build of just these sources. Of several that start at once in one folder one builds,
 * and the others wait for it.
 *
 * @returns {Promise<number>} an exit code: 0 when there is a build now; else why not has been said
 */
export async function ensureBuilt() {
  if (isBuilt()) return 0
  const obstacle = whatForbidsWriting()
  if (obstacle !== null) {
    console.error(`\n  Latchkey cannot start. ${cannotBuild(obstacle)}\n`)
    return 1
  }
  // Of all that start only one looks further. It is not in the folder itself, which `next build` empties.
  const release = await takeBuildLock(`${cacheFolder}/start.lock`, sayWaiting)
  // Next's own lock: `npm run build` may be at work, or what is left of a start that was killed.
  const releaseNext = await takeBuildLock(`${buildFolder}/lock`, sayWaiting)
  releaseNext()
  const code = isBuilt() ? 0 : await build()
  release()
  return code
}

/** Whether the last build ended, and was one of these sources: `next.config.mjs` makes their hash its id. */
function isBuilt() {
  // Next writes the id halfway, and the marker at the end.
  const [id, marker] = [`${buildFolder}/BUILD_ID`, `${buildFolder}/export-marker.json`]
  return existsSync(marker) && existsSync(id) && readFileSync(id, 'utf8') === buildId()
}

/** @returns {unknown} null when nothing does */
function whatForbidsWriting() {
  try {
    mkdirSync(cacheFolder, { recursive: true })
    for (const folder of [buildFolder, cacheFolder]) accessSync(folder, constants.W_OK)
    return null
  } catch (error) {
    return error
  }
}

/** @param {unknown} obstacle */
function cannotBuild(obstacle) {
  const reason = obstacle instanceof Error ? obstacle.message : obstacle
  return (
    `It is not built, or its sources have changed since, and nothing can be written here (${reason}). ` +
    'Run `npm ci && npm run build` in a copy that can be written to, and start that copy.'
  )
}

function sayWaiting() {
  console.log('Another process is building here: waiting for it …')
}

async function build() {
  console.log('Building …')
  const tsx = ['node_modules/tsx/dist/cli.mjs', 'lib/db/prepare-embedded.ts']
  const [code] = await Promise.all([
    run(['node_modules/next/dist/bin/next', 'build'], 'inherit'),
    // Beside the build, because it takes seconds. What is wrong with it the start will say.
    run(tsx, 'ignore'),
  ])
  return code
}

/** @param {string[]} words @param {'inherit' | 'ignore'} stdio @returns {Promise<number>} the exit code */
function run(words, stdio) {
  const child = spawn(process.execPath, words, { stdio })
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
}
