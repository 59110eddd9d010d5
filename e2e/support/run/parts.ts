import path from 'node:path'
import { type Ended, runStep } from './step'
import { countPlaywright, countVitest, type Result, resultOfCheck, resultOfSuite } from './suite'

/** The parts of a run. Each can run beside the others, save the browser tests: they need the build, and the machine. */

export async function checkSources(): Promise<Result[]> {
  const lint = await runStep({ name: 'lint', command: 'biome', options: ['check', '.'] })
  return [resultOfCheck(lint), resultOfCheck(await checkTypes())]
}

async function checkTypes(): Promise<Ended> {
  const generated = await runStep({ name: 'types of routes', command: 'next', options: ['typegen'] })
  if (!generated.passed) return { ...generated, name: 'types' }
  const types = await runStep({ name: 'types', command: 'tsc', options: ['--noEmit'] })
  return { ...types, seconds: generated.seconds + types.seconds }
}

/** A whole build of just these sources is used; one that is under way in this folder is waited for. */
export async function build(folder: string): Promise<Result> {
  const env = { DATA_DIR: path.join(folder, 'data'), DATABASE_URL: '' }
  const options = ['lib/build/build-if-needed.mjs']
  return resultOfCheck(await runStep({ name: 'build', command: process.execPath, options, env }))
}

/**
 * @param project of `vitest.config.ts`
 * @param leftOut the test files that do not run
 */
export async function runCore(
  project: string,
  folder: string,
  leftOut: readonly string[] = [],
): Promise<Result> {
  const report = path.join(folder, `${project}.json`)
  const excluded = leftOut.map((file) => `--exclude=${file}`)
  const options = ['run', '--project', project, ...excluded, '--reporter=default', '--reporter=json']
  const command = { command: 'vitest', options: [...options, `--outputFile.json=${report}`] }
  return resultOfSuite(await runStep({ name: `core: ${project}`, ...command }), report, countVitest)
}

export async function runBrowserTests(folder: string): Promise<Result> {
  const report = path.join(folder, 'browser.json')
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const options = ['test', '-c', 'e2e']
  const ended = await runStep({
    name: 'browser tests',
    command: 'playwright',
    options,
    env,
    live: true,
    minutes: 60,
  })
  return resultOfSuite(ended, report, countPlaywright)
}
