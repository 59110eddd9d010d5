import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** What varies from request to request; `{{n}}` in a body is another word each time. */
export interface Variant {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Load {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Taken in turn. */
  readonly variants: readonly Variant[]
  /** What counts as a right answer. */
  readonly statuses: readonly number[]
  /** Requests under way, where no rate is given. */
  readonly atOnce: number
  readonly perSecond?: number
  readonly seconds: number
  /** Loaded, but not counted: the first thousands of requests are slower. */
  readonly warmSeconds: number
}

export interface Figures {
  readonly perSecond: number
  readonly p50Millis: number
  readonly p99Millis: number
  /** Other statuses than the right ones; 0 where there was no answer at all. */
  readonly wrong: readonly number[]
}

/**
 * Loads a server from a process of its own, so that neither the runner nor a second load disturbs it.
 *
 * @throws Error for a wrong answer: nothing is faster for being wrong
 */
export async function runLoad(load: Load): Promise<Figures> {
  const command = ['--import', 'tsx', 'e2e/bench/load.ts', JSON.stringify(load)]
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
  if (code !== 0) throw new Error(`the load generator ended with ${code}`)
  const figures = JSON.parse(output) as Figures
  if (figures.wrong.length > 0) throw new Error(`${load.path} answered ${figures.wrong.join(', ')}`)
  return figures
}
