import { readFileSync } from 'node:fs'
import { type Ended, lastLines } from './step'

/** What a suite of tests came to. */
export interface Result {
  readonly name: string
  readonly seconds: number
  readonly passed: number
  readonly failed: number
}

interface Counts {
  readonly passed: number
  readonly failed: number
}

type CountReport = (report: Record<string, unknown>) => Counts

/** A step without tests counts as one. */
export function resultOfCheck({ name, seconds, passed }: Ended): Result {
  return { name, seconds, passed: passed ? 1 : 0, failed: passed ? 0 : 1 }
}

/**
 * Counts the tests of a suite by the report that it wrote. A suite that wrote none, ran no test, or ended with a fault
 * that none of its tests had, counts as one failure, and the reason is printed.
 */
export function resultOfSuite(ended: Ended, reportFile: string, count: CountReport): Result {
  const { name, seconds } = ended
  const counts = readCounts(reportFile, count)
  const trouble = troubleOf(ended, counts)
  if (trouble === null) return { name, seconds, ...(counts as Counts) }
  console.log(`\n── ${name}: ${trouble}. Its last lines:\n${lastLines(ended.output)}`)
  return { name, seconds, passed: counts?.passed ?? 0, failed: Math.max(1, counts?.failed ?? 0) }
}

function troubleOf({ fault }: Ended, counts: Counts | null): string | null {
  const how = fault ?? 'exit code 0'
  if (counts === null) return `it wrote no report (${how})`
  if (counts.passed + counts.failed === 0) return `it ran no test (${how})`
  if (fault !== null && counts.failed === 0) return `it failed outside its tests (${how})`
  return null
}

function readCounts(file: string, count: CountReport): Counts | null {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

interface VitestFile {
  readonly status: string
  readonly assertionResults: readonly { readonly status: string }[]
}

/** A file that failed without a failed test, because it did not load, is a failure too. */
export function countVitest(report: Record<string, unknown>): Counts {
  const files = report.testResults as readonly VitestFile[]
  const count = (file: VitestFile, wanted: string) =>
    file.assertionResults.filter(({ status }) => status === wanted).length
  const failedIn = (file: VitestFile) => Math.max(count(file, 'failed'), file.status === 'failed' ? 1 : 0)
  return { passed: sum(files.map((file) => count(file, 'passed'))), failed: sum(files.map(failedIn)) }
}

/** A test that passed only when it was repeated failed. */
export function countPlaywright(report: Record<string, unknown>): Counts {
  const { expected = 0, unexpected = 0, flaky = 0 } = report.stats as Record<string, number>
  const errors = report.errors as unknown[] | undefined
  return { passed: expected, failed: unexpected + flaky || (errors?.length ? 1 : 0) }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
