import { existsSync } from 'node:fs'
import { findChromium } from '@/e2e/support/pages/find-chromium'
import { hasPgBouncer } from '@/e2e/support/servers/pgbouncer'
import { type Ended, runStep } from './step'

const name = 'browser'

/** The ordinary way first; where no browser can be downloaded, the system's own, from its packages. */
export async function findOrInstallChromium(): Promise<Ended> {
  const begun = performance.now()
  const passed = findChromium() !== null || (await installChromium())
  const seconds = (performance.now() - begun) / 1_000
  if (!passed) console.log(`\n── ${name}: none was found, and none could be installed`)
  return { name, passed, seconds, fault: passed ? null : 'not installed', output: '' }
}

async function installChromium(): Promise<boolean> {
  await run('playwright', 'install', '--with-deps', 'chromium')
  if (findChromium()) return true
  if (!existsSync('/usr/bin/apt-get')) return false
  await run('apt-get', 'update')
  return (await installPackage('chromium-headless-shell')) || (await installPackage('chromium'))
}

/** For the tests through PgBouncer: a Debian package. Where there is none they are left out and say so. */
export async function findOrInstallPgBouncer(): Promise<void> {
  if (hasPgBouncer() || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return
  await run('apt-get', 'update')
  await installPackage('pgbouncer')
}

async function installPackage(name: string): Promise<boolean> {
  return (await run('apt-get', 'install', '-y', '--no-install-recommends', name)).passed
}

function run(command: string, ...options: string[]): Promise<Ended> {
  return runStep({ name, command, options })
}
