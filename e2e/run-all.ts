import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { findChromium } from './support/pages/find-chromium'
import { hasPgBouncer } from './support/servers/pgbouncer'

/** `npm test`: format, lint, types, build, core tests on both databases, and the browser. Ends with one count. */

const vitestReport = 'test-results/core.json'
const playwrightReport = 'test-results/e2e.json'

/** npm puts the project's own programs on the path. Not npx: within another npx it refuses to run. */
function run(command: string, ...options: string[]): boolean {
  console.log(`\n> ${command} ${options.join(' ')}`)
  return spawnSync(command, options, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0
}

/** The ordinary way first; where no browser can be downloaded, the system's own, from its packages. */
function findOrInstallChromium(): boolean {
  if (findChromium()) return true
  if (run('playwright', 'install', '--with-deps', 'chromium') && findChromium()) return true
  if (!existsSync('/usr/bin/apt-get')) return false
  run('apt-get', 'update')
  return installPackage('chromium-headless-shell') || installPackage('chromium')
}

function installPackage(name: string): boolean {
  return run('apt-get', 'install', '-y', '--no-install-recommends', name)
}

/** For the tests through PgBouncer: a Debian package, and what has none leaves them out and says so. */
function findOrInstallPgBouncer(): void {
  if (hasPgBouncer() || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return
  run('apt-get', 'update')
  installPackage('pgbouncer')
}

function counts(
  file: string,
  count: (report: Record<string, unknown>) => [number, number],
): [number, number] {
  if (!existsSync(file)) return [0, 1]
  return count(JSON.parse(readFileSync(file, 'utf8')))
}

function vitestCounts(report: Record<string, unknown>): [number, number] {
  const { numPassedTests = 0, numFailedTests = 0, numFailedTestSuites = 0 } = report
  return [Number(numPassedTests), Math.max(Number(numFailedTests), Number(numFailedTestSuites))]
}

function playwrightCounts(report: Record<string, unknown>): [number, number] {
  const { expected = 0, unexpected = 0, flaky = 0 } = report.stats as Record<string, number>
  return [expected, unexpected + flaky]
}

rmSync('test-results', { recursive: true, force: true })
const checks = [
  run('biome', 'check', '.'),
  run('next', 'typegen') && run('tsc', '--noEmit'),
  run('next', 'build'),
  findOrInstallChromium(),
]
findOrInstallPgBouncer()
const suites = [
  run('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`),
  run('playwright', 'test', '-c', 'e2e'),
]
const [corePassed, coreFailed] = counts(vitestReport, vitestCounts)
const [browserPassed, browserFailed] = counts(playwrightReport, playwrightCounts)
const broken = checks.filter((passed) => !passed).length
const passed = checks.length - broken + corePassed + browserPassed
const failed = broken + coreFailed + browserFailed
const whole = suites.every(Boolean)
console.log(`\n${passed} passed, ${failed === 0 && !whole ? 1 : failed} failed`)
process.exit(failed === 0 && whole ? 0 : 1)
