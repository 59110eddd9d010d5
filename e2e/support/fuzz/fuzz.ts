import fc from 'fast-check'
import { hungUp } from '@/e2e/support/clients/send'
import { faultSize } from '@/e2e/support/servers/fault-size'
import { seed } from '@/lib/testing/seed'
import { faultAt, faultOf } from './check-answer'
import type { RawAnswer } from './raw-answer'
import { RawConnection } from './raw-connection'
import { type FuzzRequest, type RawBytes, rawFrom, written } from './raw-requests'
import { type Placeholders, render } from './render'

/** Requests per endpoint and form: few in the suite, all in `npm run test:faults`. */
export const runs = Number(process.env.FUZZ_RUNS ?? faultSize.fuzzRuns)
/** Requests before a new user is created, because the old one's data may be gone; fewer once a request succeeded. */
const [requestsEach, fewRequests] = [100, 20]
/** A larger request may be rejected before the server has read it. */
const largeBytes = 15_000

export interface Target {
  readonly name: string
  readonly path: string
  readonly requests: fc.Arbitrary<FuzzRequest>
  /** Creates a user who may send it. */
  newUser(): Promise<Placeholders>
  /** What is wrong with the answer to a whole request, besides what `check-answer.ts` checks in every answer. */
  faultOf(request: FuzzRequest, answer: RawAnswer): string | null
  isSuccess(answer: RawAnswer): boolean
}

/** The number of answers by status, and of successful requests. */
export interface Tally {
  readonly name: string
  requests: number
  succeeded: number
  readonly statuses: Record<number, number>
}

/**
 * Sends a target its requests, one after the other: whole ones, and derived raw bytes.
 *
 * @throws Error with the seed and the smallest failing request, at the first invalid answer
 */
export async function fuzz(url: string, target: Target): Promise<Tally> {
  const connection = new RawConnection(url)
  const tally: Tally = { name: target.name, requests: 0, succeeded: 0, statuses: {} }
  const sender = new Sender(connection, target, tally)
  const inputs = fc.oneof(
    { weight: 4, arbitrary: target.requests.map((request) => ({ request })) },
    { weight: 1, arbitrary: rawFrom(target.requests, target.path).map((raw) => ({ raw })) },
  )
  const property = fc.asyncProperty(inputs, async (each) => {
    const fault = 'raw' in each ? await sender.sendRaw(each.raw) : await sender.send(each.request)
    if (fault !== null) throw new Error(fault)
  })
  const { failed, counterexample, errorInstance, counterexamplePath } = await fc.check(property, {
    ...{ numRuns: runs, seed },
  })
  connection.close()
  if (!failed) return tally
  const smallest = JSON.stringify(counterexample).slice(0, 4_000)
  throw new Error(
    `${target.name}: ${errorInstance}\nFUZZ_SEED=${seed}, at ${counterexamplePath}: ${smallest}`,
  )
}

class Sender {
  private words: Placeholders | null = null
  private asked = 0
  private isUsed = false

  constructor(
    private readonly connection: RawConnection,
    private readonly target: Target,
    private readonly tally: Tally,
  ) {}

  async send(request: FuzzRequest): Promise<string | null> {
    const bytes = await this.render(written(request))
    const answer = await this.connection.send(bytes, request.method)
    this.count([answer])
    if (answer.status === hungUp.status) return bytes.length > largeBytes ? null : 'no answer'
    if (this.target.isSuccess(answer)) {
      this.tally.succeeded++
      this.isUsed = request.method !== 'GET'
    }
    return faultOf(answer) ?? this.target.faultOf(request, answer)
  }

  async sendRaw({ text, methods, target }: RawBytes): Promise<string | null> {
    const bytes = await this.render(text)
    const answers = await (methods
      ? this.connection.pipeline(bytes, methods)
      : this.connection.sendBytes(bytes))
    this.count(answers)
    const missing = (methods?.length ?? 0) - answers.length
    if (missing > 0 && !answers.at(-1)?.isLast && bytes.length <= largeBytes)
      return `${missing} answers are missing after ${answers.map(({ status }) => status)}`
    const faults = answers.map((answer) => (target === null ? faultOf(answer) : faultAt(target, answer)))
    return faults.find((fault) => fault !== null) ?? null
  }

  private async render(text: string): Promise<Buffer> {
    this.asked++
    if (this.words === null || this.asked > (this.isUsed ? fewRequests : requestsEach)) {
      this.words = await this.target.newUser()
      this.asked = 0
      this.isUsed = false
    }
    return render(text, this.words)
  }

  private count(answers: readonly RawAnswer[]): void {
    this.tally.requests++
    for (const { status } of answers) this.tally.statuses[status] = (this.tally.statuses[status] ?? 0) + 1
  }
}
