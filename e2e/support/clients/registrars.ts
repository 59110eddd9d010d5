import { expect } from '@playwright/test'
import { type Person, RestApi, somebody } from './rest-api'

/** Clients that register one person after another, and remember what they were promised. */
export class Registrars {
  /** All that was ever sent, answered or not. */
  readonly tried: Person[] = []
  /** What was answered with success. */
  readonly acknowledged: Person[] = []
  /** Answers that were no success. */
  readonly failures: string[] = []
  private stopped = false

  /** So many at once register until the server is gone, or `stop`. Settles when all have ended. */
  async run(serverUrl: string, clients: number): Promise<void> {
    this.stopped = false
    const rest = new RestApi(serverUrl)
    await Promise.all(Array.from({ length: clients }, () => this.client(rest)))
  }

  /** Settles when so many more have succeeded. */
  async answered(count: number): Promise<void> {
    const wanted = this.acknowledged.length + count
    await expect.poll(() => this.acknowledged.length, { timeout: 120_000 }).toBeGreaterThanOrEqual(wanted)
  }

  stop(): void {
    this.stopped = true
  }

  private async client(rest: RestApi): Promise<void> {
    while (!this.stopped) {
      const person = somebody()
      this.tried.push(person)
      const answer = await rest.post('register', person).catch(() => null)
      if (answer === null) return
      if (answer.status === 201) this.acknowledged.push(person)
      else this.failures.push(`${answer.status} ${answer.text}`)
    }
  }
}

/** Those of some people who have an account, unverified: their password is right, and that is not enough. */
export async function withAccount(serverUrl: string, people: readonly Person[]): Promise<Person[]> {
  const rest = new RestApi(serverUrl)
  const found: Person[] = []
  for (const person of people) {
    const { status, text } = await rest.post('login', person)
    if (status === 403) found.push(person)
    else if (status !== 401) throw new Error(`login of ${person.email}: ${status} ${text}`)
  }
  return found
}
