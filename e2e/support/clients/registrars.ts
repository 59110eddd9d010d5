import { expect } from '@playwright/test'
import { newRestPerson, RestApi, type RestPerson } from './rest-api'

/** Clients that register users one after another, and record what they were promised. */
export class Registrars {
  /** Everything that was sent, answered or not. */
  readonly attempted: RestPerson[] = []
  readonly acknowledged: RestPerson[] = []
  readonly failures: string[] = []
  private stopped = false

  /** Registers with `clients` clients at once until the server is down, or `stop`. Resolves when all have ended. */
  async run(serverUrl: string, clients: number): Promise<void> {
    this.stopped = false
    const rest = new RestApi(serverUrl)
    await Promise.all(Array.from({ length: clients }, () => this.client(rest)))
  }

  /** Resolves after `count` more successes. */
  async waitForSuccesses(count: number): Promise<void> {
    const target = this.acknowledged.length + count
    await expect.poll(() => this.acknowledged.length, { timeout: 120_000 }).toBeGreaterThanOrEqual(target)
  }

  stop(): void {
    this.stopped = true
  }

  private async client(rest: RestApi): Promise<void> {
    while (!this.stopped) {
      const person = newRestPerson()
      this.attempted.push(person)
      const answer = await rest.post('register', person).catch(() => null)
      if (answer === null) return
      if (answer.status === 201) this.acknowledged.push(person)
      else this.failures.push(`${answer.status} ${answer.text}`)
    }
  }
}

/** The given users that have an unverified account, recognized by the answer to their right password. */
export async function withAccount(serverUrl: string, people: readonly RestPerson[]): Promise<RestPerson[]> {
  const rest = new RestApi(serverUrl)
  const found: RestPerson[] = []
  for (const person of people) {
    const { status, text } = await rest.post('login', person)
    if (status === 403) found.push(person)
    else if (status !== 401) throw new Error(`login of ${person.email}: ${status} ${text}`)
  }
  return found
}
