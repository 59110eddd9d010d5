import { spawn } from 'node:child_process'

export interface Step {
  readonly name: string
  readonly command: string
  readonly options: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Prints while it runs: for one that runs alone, and long. */
  readonly live?: boolean
  /** It is killed after so many minutes: a run that hangs must end too. */
  readonly minutes?: number
}

export interface Ended {
  readonly name: string
  readonly passed: boolean
  readonly seconds: number
  /** How it ended, if not in order: an exit code, a signal, or why it could not start. */
  readonly fault: string | null
  readonly output: string
}

/**
 * Runs a program. Several run side by side, so what one prints appears when it ends, in one piece.
 *
 * npm puts the project's own programs on the path. Not npx: within another npx it refuses to run.
 */
export async function runStep(step: Step): Promise<Ended> {
  const begun = performance.now()
  if (step.live) console.log(`\n── ${step.name}: ${commandOf(step)}`)
  const { fault, output } = await run(step)
  const seconds = (performance.now() - begun) / 1_000
  const verdict = `${fault === null ? 'passed' : `failed (${fault})`} after ${Math.round(seconds)} s`
  if (step.live) console.log(`── ${step.name}: ${verdict}`)
  else console.log(`\n── ${step.name}: ${commandOf(step)}\n${output.trimEnd()}\n── ${step.name}: ${verdict}`)
  return { name: step.name, passed: fault === null, seconds, fault, output }
}

/** The end of what it printed, for a report of what went wrong. */
export function lastLines(output: string, count = 20): string {
  return output.trimEnd().split('\n').slice(-count).join('\n')
}

function commandOf({ command, options }: Step): string {
  return [command, ...options].join(' ')
}

function run({ command, options, env, live, minutes = 30 }: Step): Promise<Pick<Ended, 'fault' | 'output'>> {
  const child = spawn(command, options, {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      if (live) process.stdout.write(chunk)
    })
  }
  let isTooLong = false
  const limit = setTimeout(() => {
    isTooLong = true
    child.kill('SIGKILL')
  }, minutes * 60_000)
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ fault: `could not start: ${error.message}`, output }))
    child.once('exit', (code, signal) => {
      clearTimeout(limit)
      const fault = isTooLong ? `killed after ${minutes} minutes` : faultOf(code, signal)
      child.once('close', () => resolve({ fault, output }))
      // A process that it left behind may hold its output open.
      setTimeout(() => resolve({ fault, output }), 2_000)
    })
  })
}

function faultOf(code: number | null, signal: string | null): string | null {
  if (code === 0) return null
  return signal === null ? `exit code ${code}` : `ended by ${signal}`
}
