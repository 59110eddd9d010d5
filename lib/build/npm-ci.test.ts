import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import manifest from '@/package.json' with { type: 'json' }

const lockfile: { packages: Record<string, { hasInstallScript?: boolean; deprecated?: string }> } =
  JSON.parse(readFileSync('package-lock.json', 'utf8'))
const packages = Object.entries(lockfile.packages).filter(([place]) => place.startsWith('node_modules/'))

// pg-boss asks for Node 22.12 but works with 20.19: its `engines` were removed from the lockfile by hand. An update
// of pg-boss restores them.
test('npm ci prints no warning with this Node version', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-install-'))
  const files = [
    'package.json',
    'package-lock.json',
    ...manifest.workspaces.map((one) => `${one}/package.json`),
  ]
  for (const file of files) cpSync(file, path.join(folder, file), { recursive: true })
  const options = [
    'ci',
    '--dry-run',
    '--offline',
    '--ignore-scripts',
    '--no-update-notifier',
    '--cache',
    path.join(folder, 'cache'),
  ]
  const { status, stderr } = spawnSync('npm', options, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  rmSync(folder, { recursive: true })
})

test('no package is deprecated', () => {
  expect(packages.filter(([, { deprecated }]) => deprecated !== undefined)).toEqual([])
})

test('allowScripts lists every package with an install script', () => {
  const names = packages
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([place]) => place.replace(/^.*node_modules\//, ''))
  expect(names.length).toBeGreaterThan(0)
  expect(Object.keys(manifest.allowScripts).toSorted()).toEqual([...new Set(names)].toSorted())
})
