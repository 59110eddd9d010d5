import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const here = path.resolve('lib/build')
/** Stands in for `next build`: notes that it began, and ends a build when the test lets it. */
const standIn = `
  import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
  import { buildId } from '${here}/source-hash.mjs'
  appendFileSync('begun', 'x')
  writeFileSync('.next/BUILD_ID', buildId())
  const wait = setInterval(() => {
    if (!existsSync('go')) return
    writeFileSync('.next/export-marker.json', '{}')
    clearInterval(wait)
  }, 20)
`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'latchkey-built-'))
  chmodSync(folder, 0o755)
  write('app/page.tsx', 'export default 1\n')
  write('node_modules/next/package.json', '{"type":"module"}')
  write('node_modules/next/dist/bin/next', standIn)
  write('node_modules/tsx/dist/cli.mjs', '')
})
const started: Start[] = []
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
  rmSync(folder, { recursive: true })
})

function write(file: string, text: string): void {
  const place = path.join(folder, file)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(place, text)
}

const builds = () =>
  existsSync(path.join(folder, 'begun')) ? readFileSync(path.join(folder, 'begun')).length : 0

interface Start {
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
  output(): string
}

/** What runs before `npm start`. A group of its own, so that it can be killed with all it has begun. */
function start(options: { uid?: number; detached?: boolean } = {}): Start {
  const child = spawn(process.execPath, [path.join(here, 'build-if-needed.mjs')], { cwd: folder, ...options })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const begun = { child, ended: once(child, 'close'), output: () => output }
  started.push(begun)
  return begun
}

async function builtBy(begun: Start): Promise<unknown> {
  await begun.ended
  return { code: begun.child.exitCode, output: begun.output() }
}

const isBuilding = () => vi.waitFor(() => expect(builds()).toBe(1), 10_000)
const isWaiting = ({ output }: Start) =>
  vi.waitFor(() => expect(output()).toContain('waiting for it'), 10_000)

test('of two that start at once one builds, and the other waits for it and says so', async () => {
  const both = [start(), start()]
  await isBuilding()
  await vi.waitFor(
    () => expect(both.map(({ output }) => output()).join('')).toContain('waiting for it'),
    10_000,
  )
  write('go', '')
  const outputs = await Promise.all(both.map(builtBy))
  expect(outputs).toContainEqual({ code: 0, output: 'Building …\n' })
  expect(outputs).toContainEqual({ code: 0, output: 'Another process is building here: waiting for it …\n' })
  expect(builds()).toBe(1)
})

test('what was built for these sources is used, whatever its date, and a change is built', async () => {
  write('go', '')
  await builtBy(start())
  utimesSync(path.join(folder, 'app/page.tsx'), new Date(), new Date(Date.now() + 3_600_000))
  expect(await builtBy(start())).toEqual({ code: 0, output: '' })
  write('app/page.tsx', 'export default 2\n')
  expect(await builtBy(start())).toEqual({ code: 0, output: 'Building …\n' })
  expect(builds()).toBe(2)
})

test('a builder that was killed holds nobody up, and half its build is not taken for one', async () => {
  const killed = start({ detached: true })
  await isBuilding()
  const waiting = start()
  await isWaiting(waiting)
  process.kill(-(killed.child.pid ?? 0), 'SIGKILL')
  await killed.ended
  write('go', '')
  expect(await builtBy(waiting)).toMatchObject({ code: 0, output: expect.stringContaining('Building …') })
  expect(builds()).toBe(2)
})

test('a build by hand is waited for', async () => {
  mkdirSync(path.join(folder, '.next'))
  const hold = `
    const { takeBuildLock } = await import('${here}/build-lock.mjs')
    const release = await takeBuildLock('.next/lock', () => {})
    console.log('held')
    process.stdin.once('data', () => { release(); process.exit() })
  `
  const byHand = spawn(process.execPath, ['--input-type=module', '-e', hold], { cwd: folder })
  await once(byHand.stdout, 'data')
  const waiting = start()
  await isWaiting(waiting)
  expect(builds()).toBe(0)
  write('go', '')
  byHand.stdin.write('\n')
  expect(await builtBy(waiting)).toMatchObject({ code: 0, output: expect.stringContaining('Building …') })
})

test('what fails to build does not start', async () => {
  write('node_modules/next/dist/bin/next', 'process.exit(3)')
  expect(await builtBy(start())).toEqual({ code: 3, output: 'Building …\n' })
})

test('where nothing can be written, a build is used, and none is no stack trace', async () => {
  // Root may write anywhere.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {}
  write('go', '')
  await builtBy(start())
  forbidWriting(true)
  expect(await builtBy(start(nobody))).toEqual({ code: 0, output: '' })
  forbidWriting(false)
  rmSync(path.join(folder, '.next'), { recursive: true })
  forbidWriting(true)
  const refused = start(nobody)
  await refused.ended
  forbidWriting(false)
  expect(refused.child.exitCode).toBe(1)
  expect(refused.output()).toMatch(
    /^\n {2}Latchkey cannot start\. It is not built, .* \(EACCES: permission denied.*\n\n$/,
  )
  expect(refused.output()).toContain('Run `npm ci && npm run build` in a copy that can be written to')
})

function forbidWriting(isForbidden: boolean): void {
  const places = ['.', '.next', '.next/cache'].map((place) => path.join(folder, place)).filter(existsSync)
  for (const place of places) chmodSync(place, isForbidden ? 0o555 : 0o755)
}
