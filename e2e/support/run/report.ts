import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Result } from './suite'

/**
 * Gives a run a folder of its own, removed at its end, for its reports: nothing that runs in the same checkout, or on
 * the same machine, writes there.
 */
export async function inOwnFolder(run: (folder: string) => Promise<Result[]>): Promise<never> {
  const begun = performance.now()
  const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-run-'))
  chmodSync(folder, 0o755)
  const results = await run(folder).finally(() => rmSync(folder, { recursive: true, force: true }))
  printTable(results, (performance.now() - begun) / 1_000)
  const [passed, failed] = [total(results, 'passed'), total(results, 'failed')]
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
}

/** Where the minutes went. Parts that ran side by side add up to more than the whole. */
function printTable(results: readonly Result[], seconds: number): void {
  const rows = results.map((result) => [result.name, result.seconds, result.passed, result.failed] as const)
  console.log(`\n${'part'.padEnd(18)}${'seconds'.padStart(8)}${'passed'.padStart(8)}${'failed'.padStart(8)}`)
  for (const [name, ...numbers] of [
    ...rows,
    ['whole', seconds, total(results, 'passed'), total(results, 'failed')] as const,
  ])
    console.log(name.padEnd(18) + numbers.map((number) => String(Math.round(number)).padStart(8)).join(''))
}

function total(results: readonly Result[], what: 'passed' | 'failed'): number {
  return results.reduce((sum, result) => sum + result[what], 0)
}
