import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from '@playwright/test'
import { type Person, RestApi, somebody, verifySubject } from './rest-api'

/** Clients that register one person after another, and remember what they were promised. */
export class Registrars {
  /** All that was ever sent, answered or not. */
  readonly tried: Person[] = []
  /** What was answered with success. */
  readonly acknowledged: Person[] = []
  /** Answers that were no success. */
  readonly refusals: string[] = []
  private stopped = false

  /** So many at once register until the server is gone, or `stop`. Settles when all have ended. */
  async run(serverUrl: string, clients: number): Promise<void> {
    this.stopped = false
    const rest = new RestApi(serverUrl)
    await Promise.all(Array.from({ length: clients }, () => this.client(rest)))
  }

  /** Settles at the next success. */
  async answered(): Promise<void> {
    const before = this.acknowledged.length
    await expect.poll(() => this.acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(before)
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
      else this.refusals.push(`${answer.status} ${answer.text}`)
    }
  }
}

/** How many verification mails lie in an inbox for each address. The files, because `/inbox.json` keeps few. */
export async function verificationMails(dataFolder: string): Promise<Map<string, number>> {
  const folder = path.join(dataFolder, 'inbox')
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
  const counts = new Map<string, number>()
  for (const name of names) {
    const { to, subject } = JSON.parse(await readFile(path.join(folder, name), 'utf8'))
    if (verifySubject.test(subject)) counts.set(to, (counts.get(to) ?? 0) + 1)
  }
  return counts
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
