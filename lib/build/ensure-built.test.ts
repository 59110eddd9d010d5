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
/** Replaces `next build`: records its start, and finishes when the test writes `go`. */
const fakeBuild = `
  import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
  import { buildId } from '${here}/source-hash.mjs'
  appendFileSync('started', 'x')
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
  write('node_modules/next/dist/bin/next', fakeBuild)
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
  existsSync(path.join(folder, 'started')) ? readFileSync(path.join(folder, 'started')).length : 0

interface Start {
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
  output(): string
}

function start(options: { uid?: number; detached?: boolean } = {}): Start {
  const child = spawn(process.execPath, [path.join(here, 'build-if-needed.mjs')], { cwd: folder, ...options })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const run = { child, ended: once(child, 'close'), output: () => output }
  started.push(run)
  return run
}

async function resultOf(start: Start): Promise<unknown> {
  await start.ended
  return { code: start.child.exitCode, output: start.output() }
}

const isBuilding = () => vi.waitFor(() => expect(builds()).toBe(1), 60_000)
const isWaiting = ({ output }: Start) =>
  vi.waitFor(() => expect(output()).toContain('Waiting for another process'), 60_000)

test('of two parallel starts one builds, and the other waits and says so', async () => {
  const both = [start(), start()]
  await isBuilding()
  await vi.waitFor(
    () => expect(both.map(({ output }) => output()).join('')).toContain('Waiting for another process'),
    60_000,
  )
  write('go', '')
  const outputs = await Promise.all(both.map(resultOf))
  expect(outputs).toContainEqual({ code: 0, output: 'Building …\n' })
  expect(outputs).toContainEqual({ code: 0, output: 'Waiting for another process that is building here …\n' })
  expect(builds()).toBe(1)
})

test('a build of the current sources is reused, and a change causes a new one', async () => {
  write('go', '')
  await resultOf(start())
  utimesSync(path.join(folder, 'app/page.tsx'), new Date(), new Date(Date.now() + 3_600_000))
  expect(await resultOf(start())).toEqual({ code: 0, output: '' })
  write('app/page.tsx', 'export default 2\n')
  expect(await resultOf(start())).toEqual({ code: 0, output: 'Building …\n' })
  expect(builds()).toBe(2)
})

test('a killed build blocks nobody, and its partial result is not used', async () => {
  const killed = start({ detached: true })
  await isBuilding()
  const waiting = start()
  await isWaiting(waiting)
  process.kill(-(killed.child.pid ?? 0), 'SIGKILL')
  await killed.ended
  write('go', '')
  expect(await resultOf(waiting)).toMatchObject({ code: 0, output: expect.stringContaining('Building …') })
  expect(builds()).toBe(2)
})

test('a start waits for a manual build', async () => {
  mkdirSync(path.join(folder, '.next'))
  const hold = `
    const { acquireBuildLock } = await import('${here}/build-lock.mjs')
    const release = await acquireBuildLock('.next/lock', () => {})
    console.log('held')
    process.stdin.once('data', () => { release(); process.exit() })
  `
  const manualBuild = spawn(process.execPath, ['--input-type=module', '-e', hold], { cwd: folder })
  await once(manualBuild.stdout, 'data')
  const waiting = start()
  await isWaiting(waiting)
  expect(builds()).toBe(0)
  write('go', '')
  manualBuild.stdin.write('\n')
  expect(await resultOf(waiting)).toMatchObject({ code: 0, output: expect.stringContaining('Building …') })
})

test('a failed build stops the start', async () => {
  write('node_modules/next/dist/bin/next', 'process.exit(3)')
  expect(await resultOf(start())).toEqual({ code: 3, output: 'Building …\n' })
})

test('in a read-only folder an existing build is used; without one there is a clear message', async () => {
  const unprivileged = process.getuid?.() === 0 ? { uid: 65_534 } : {}
  write('go', '')
  await resultOf(start())
  setReadOnly(true)
  expect(await resultOf(start(unprivileged))).toEqual({ code: 0, output: '' })
  setReadOnly(false)
  rmSync(path.join(folder, '.next'), { recursive: true })
  setReadOnly(true)
  const failed = start(unprivileged)
  await failed.ended
  setReadOnly(false)
  expect(failed.child.exitCode).toBe(1)
  expect(failed.output()).toMatch(
    /^\n {2}Latchkey cannot start\. There is no build of the current sources, .* \(EACCES: permission denied.*\n\n$/,
  )
  expect(failed.output()).toContain('Run `npm ci && npm run build` in a writable copy')
})

function setReadOnly(isReadOnly: boolean): void {
  const places = ['.', '.next', '.next/cache'].map((place) => path.join(folder, place)).filter(existsSync)
  for (const place of places) chmodSync(place, isReadOnly ? 0o555 : 0o755)
}
