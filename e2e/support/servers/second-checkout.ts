import { execFile } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { sources } from '@/lib/build/source-hash.mjs'

/**
 * Makes a checkout in another folder: the packages, and only the sources that a build reads.
 *
 * @param isBuiltAnew otherwise it gets a copy of the existing build
 * @returns its folder
 * @throws Error when the build fails, or the copied build is rejected
 */
export async function makeSecondCheckout(isBuiltAnew: boolean): Promise<string> {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'latchkey-second-')), 'elsewhere')
  mkdirSync(folder)
  for (const source of sources) cpSync(source, path.join(folder, source), { recursive: true })
  linkFolder('node_modules', path.join(folder, 'node_modules'))
  if (!isBuiltAnew) cpSync('.next', path.join(folder, '.next'), { recursive: true, filter: isNotCache })
  const { PATH, HOME } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, ['lib/build/build-if-needed.mjs'], {
    cwd: folder,
    env: { PATH, HOME, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  const didBuild = stdout.includes('Building …')
  if (didBuild !== isBuiltAnew) throw new Error(stdout || 'It did not build.')
  return folder
}

function isNotCache(place: string): boolean {
  return place !== path.join('.next', 'cache')
}

/** Links each file: a link of the folder itself would lead the build back here. */
function linkFolder(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) linkFolder(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else linkFile(source, target)
  }
}

/** Copies where linking is impossible, e.g. on another disk. */
function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target)
  } catch {
    copyFileSync(source, target)
  }
}
