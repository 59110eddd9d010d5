import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** What varies between requests; `{{n}}` in a body is a new value each time. */
export interface Variant {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Load {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly variants: readonly Variant[]
  /** The statuses that count as correct. */
  readonly statuses: readonly number[]
  /** Requests in flight, without a rate. */
  readonly atOnce: number
  readonly perSecond?: number
  readonly seconds: number
  /** Warm-up that is not counted: the first thousands of requests are slower. */
  readonly warmSeconds: number
}

export interface Figures {
  readonly perSecond: number
  readonly p50Millis: number
  readonly p99Millis: number
  /** Unexpected statuses; 0 means no answer at all. */
  readonly wrong: readonly number[]
}

/**
 * Loads a server from a process of its own, so that neither the runner nor a second load disturbs it.
 *
 * @throws Error for a wrong answer: an error may be faster than the real work
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
