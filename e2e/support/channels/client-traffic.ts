import { setTimeout as pass } from 'node:timers/promises'
import { expect } from '@playwright/test'
import { call } from '@/e2e/support/clients/call'
import type { Mailbox } from '@/e2e/support/servers/mailbox'
import { type Channels, type Person, type Reply, secretIn } from './channels'
import { outcomeOf } from './outcome'

const retryMillis = 100
const batchSize = 20
const newPassword = 'a quiet other horse'

/**
 * Clients that register, sign in, sign out and reset passwords, and retry when they get no answer or are told to; and
 * the promises they received, whatever happened to the servers.
 */
export class Traffic {
  /** With each user's last acknowledged password. */
  readonly people: Person[] = []
  /** Secrets of ended and of live sessions. */
  readonly endedSessions: string[] = []
  readonly liveSessions: string[] = []
  /** Answers that must not occur. */
  readonly faults: string[] = []
  readonly answers: { readonly tookMillis: number; readonly at: number; readonly isGood: boolean }[] = []
  readonly connectionErrors: string[] = []
  private isStopped = false
  private nextDue = 0
  private running: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly channels: Channels,
    private readonly mailbox: Pick<Mailbox, 'nextTicket'>,
    /** The maximum rate of all clients together. */
    private readonly maxPerSecond = Number.POSITIVE_INFINITY,
  ) {}

  start(clients: number): void {
    this.isStopped = false
    this.running = Promise.all([
      this.runSignInClient(),
      ...Array.from({ length: clients }, () => this.runClient()),
    ])
  }

  /** Resolves when each client has finished its current round. */
  async end(): Promise<void> {
    this.isStopped = true
    await this.running
  }

  /** Resolves after `count` more rounds. */
  async waitForRounds(count: number): Promise<void> {
    const target = this.liveSessions.length + count
    await expect.poll(() => this.liveSessions.length, { timeout: 120_000 }).toBeGreaterThanOrEqual(target)
  }

  /** Expects every promise to hold: passwords sign in, ended sessions are dead, live ones are live. */
  async expectPromisesKept(): Promise<void> {
    expect(this.faults).toEqual([])
    expect(this.people.length).toBeGreaterThan(0)
    const locked: string[] = []
    for (const person of this.people) {
      const { reply } = await this.retryUntilAnswered(() => this.channels.send('classic', 'signIn', person))
      if (reply.outcome !== 'ok') locked.push(`${person.username}: ${reply.outcome}`)
    }
    expect(locked).toEqual([])
    expect((await this.areLive(this.endedSessions)).filter(Boolean)).toEqual([])
    expect((await this.areLive(this.liveSessions)).filter((isLive) => !isLive)).toEqual([])
    const { people, endedSessions, liveSessions, answers, connectionErrors } = this
    console.log(
      `${people.length} users, ${answers.length} answers, ${connectionErrors.length} connection errors, ${endedSessions.length} ended sessions, ${liveSessions.length} live`,
    )
  }

  /** A few at a time: thousands at once would be rejected as too many. */
  private async areLive(secrets: readonly string[]): Promise<boolean[]> {
    const results: boolean[] = []
    for (let from = 0; from < secrets.length; from += batchSize) {
      results.push(...(await this.channels.areLive(secrets.slice(from, from + batchSize))))
    }
    return results
  }

  private async runClient(): Promise<void> {
    while (!this.isStopped) await this.runRound(this.channels.newPerson())
  }

  /** Does not wait for mail, so some requests are always under way, even if all others wait. */
  private async runSignInClient(): Promise<void> {
    const person = this.channels.newPerson()
    await this.register(person)
    while (!this.isStopped) await this.signOut(await this.signIn(person))
  }

  private async runRound(person: Person): Promise<void> {
    const index = await this.register(person)
    const [left, forgotten] = [await this.signIn(person), await this.signIn(person)]
    await this.signOut(left)
    const { email } = person
    await this.send('requesting a reset', [], () => this.channels.send('classic', 'askForReset', { email }))
    const ticket = await this.readResetTicket(email)
    await this.send('resetting', ['dead'], () =>
      this.channels.send('rest', 'spendReset', { ticket, newPassword }),
    )
    this.endedSessions.push(forgotten)
    const changed = { ...person, password: newPassword }
    this.people[index] = changed
    this.liveSessions.push(await this.signIn(changed))
  }

  /** Returns the user's index in `people`. */
  private async register(person: Person): Promise<number> {
    await this.send('registering', ['taken'], () => this.channels.send('classic', 'register', person))
    return this.people.push(person) - 1
  }

  private async signIn(person: Person): Promise<string> {
    const reply = await this.send('signing in', [], () => this.channels.send('classic', 'signIn', person))
    return secretIn(reply) ?? ''
  }

  private async signOut(cookie: string): Promise<void> {
    await this.send('signing out', [], async () => {
      const answer = await call(`${this.channels.url}/api/classic/auth/logout`, {}, { cookie })
      return { ...answer, outcome: outcomeOf('classic', answer) }
    })
    this.endedSessions.push(cookie)
  }

  /** @param doneBefore the answer when an earlier attempt had succeeded without its answer arriving */
  private async send(
    label: string,
    doneBefore: readonly Reply['outcome'][],
    run: () => Promise<Reply>,
  ): Promise<Reply> {
    const { reply, attempts } = await this.retryUntilAnswered(run)
    const isDone = reply.outcome === 'ok' || (attempts > 1 && doneBefore.includes(reply.outcome))
    if (!isDone)
      this.faults.push(`${label}: ${reply.outcome} at attempt ${attempts}: ${reply.status} ${reply.text}`)
    return reply
  }

  private async retryUntilAnswered(run: () => Promise<Reply>): Promise<{ reply: Reply; attempts: number }> {
    for (let attempts = 1; ; attempts++) {
      await this.waitForTurn()
      const startedAt = performance.now()
      const reply = await run().catch((error: Error) => {
        this.connectionErrors.push(error.message)
        return null
      })
      const at = performance.now()
      if (reply) this.answers.push({ tookMillis: at - startedAt, at, isGood: reply.outcome === 'ok' })
      if (reply && reply.outcome !== 'busy') return { reply, attempts }
      await pass(retryMillis)
    }
  }

  private async waitForTurn(): Promise<void> {
    const due = Math.max(performance.now(), this.nextDue)
    this.nextDue = due + 1_000 / this.maxPerSecond
    await pass(Math.max(0, due - performance.now()))
  }

  private async readResetTicket(email: string): Promise<string> {
    for (let attempts = 0; attempts < 20; attempts++) {
      const ticket = await this.mailbox.nextTicket(email, '/reset/').catch(() => null)
      if (ticket) return ticket
      await pass(retryMillis)
    }
    this.faults.push(`no reset mail to ${email}`)
    return ''
  }
}
