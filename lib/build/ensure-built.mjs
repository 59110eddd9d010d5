import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { acquireBuildLock } from './build-lock.mjs'
import { buildId } from './source-hash.mjs'

const buildFolder = '.next'
const cacheFolder = `${buildFolder}/cache`

/** @returns {Promise<number>} an exit code; if not 0, the reason was printed */
export async function ensureBuilt() {
  if (isBuilt()) return 0
  const writeError = findWriteError()
  if (writeError !== null) {
    console.error(`\n  Latchkey cannot start. ${cannotBuildMessage(writeError)}\n`)
    return 1
  }
  // Not in `.next` itself, which `next build` empties.
  const release = await acquireBuildLock(`${cacheFolder}/start.lock`, printWaiting)
  // Next's own lock: waits for `npm run build`, or for the build of a killed start.
  const releaseNext = await acquireBuildLock(`${buildFolder}/lock`, printWaiting)
  releaseNext()
  const code = isBuilt() ? 0 : await build()
  release()
  return code
}

function isBuilt() {
  // Next writes the id in the middle of a build, and the marker at the end.
  const [id, marker] = [`${buildFolder}/BUILD_ID`, `${buildFolder}/export-marker.json`]
  return existsSync(marker) && existsSync(id) && readFileSync(id, 'utf8') === buildId()
}

function findWriteError() {
  try {
    mkdirSync(cacheFolder, { recursive: true })
    for (const folder of [buildFolder, cacheFolder]) accessSync(folder, constants.W_OK)
    return null
  } catch (error) {
    return error
  }
}

/** @param {unknown} error */
function cannotBuildMessage(error) {
  const reason = error instanceof Error ? error.message : error
  return (
    `There is no build of the current sources, and this folder is not writable (${reason}). ` +
    'Run `npm ci && npm run build` in a writable copy, and start that copy.'
  )
}

function printWaiting() {
  console.log('Waiting for another process that is building here …')
}

async function build() {
  console.log('Building …')
  const tsx = ['node_modules/tsx/dist/cli.mjs', 'lib/db/prepare-embedded.ts']
  const [code] = await Promise.all([
    run(['node_modules/next/dist/bin/next', 'build'], 'inherit'),
    run(tsx, 'ignore'),
  ])
  return code
}

/** @param {string[]} args @param {'inherit' | 'ignore'} stdio @returns {Promise<number>} the exit code */
function run(args, stdio) {
  const child = spawn(process.execPath, args, { stdio })
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
}
