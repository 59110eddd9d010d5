import { setTimeout as pass } from 'node:timers/promises'
import { expect } from '@playwright/test'
import { call } from '@/e2e/support/clients/call'
import type { Mailbox } from '@/e2e/support/servers/mailbox'
import { type Channels, type Person, secretIn, type Told } from './channels'
import { meaningOf } from './meaning'

const retryMillis = 100
const fewAtOnce = 20
const newPassword = 'a quiet other horse'

/**
 * Clients that register, sign in, sign out and reset passwords, and retry when they get no answer or are told to; and
 * the promises they received, whatever happened to the servers.
 */
export class Traffic {
  /** With each user's last acknowledged password. */
  readonly people: Person[] = []
  /** Secrets of ended and of live sessions. */
  readonly ended: string[] = []
  readonly open: string[] = []
  /** Answers that must not occur. */
  readonly faults: string[] = []
  /** The duration and time of each answer. */
  readonly answers: { readonly tookMillis: number; readonly at: number; readonly isGood: boolean }[] = []
  /** How requests without an answer ended. */
  readonly brokenOff: string[] = []
  private isOver = false
  private nextDue = 0
  private running: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly channels: Channels,
    private readonly mailbox: Pick<Mailbox, 'nextTicket'>,
    /** The maximum rate of all clients together. */
    private readonly mostPerSecond = Number.POSITIVE_INFINITY,
  ) {}

  start(clients: number): void {
    this.isOver = false
    this.running = Promise.all([this.visitor(), ...Array.from({ length: clients }, () => this.client())])
  }

  /** Resolves when each client has finished its current sequence. */
  async end(): Promise<void> {
    this.isOver = true
    await this.running
  }

  /** Resolves after `count` more sequences. */
  async lived(count: number): Promise<void> {
    const wanted = this.open.length + count
    await expect.poll(() => this.open.length, { timeout: 120_000 }).toBeGreaterThanOrEqual(wanted)
  }

  /** Expects every promise to hold: passwords sign in, ended sessions are dead, live ones are live. */
  async expectKept(): Promise<void> {
    expect(this.faults).toEqual([])
    expect(this.people.length).toBeGreaterThan(0)
    const lost: string[] = []
    for (const person of this.people) {
      const { told } = await this.insist(() => this.channels.do('classic', 'signIn', person))
      if (told.meaning !== 'ok') lost.push(`${person.username}: ${told.meaning}`)
    }
    expect(lost).toEqual([])
    expect((await this.alive(this.ended)).filter(Boolean)).toEqual([])
    expect((await this.alive(this.open)).filter((isLive) => !isLive)).toEqual([])
    const { people, ended, open, answers, brokenOff } = this
    console.log(
      `${people.length} people, ${answers.length} answers, ${brokenOff.length} broken off, ${ended.length} sessions over, ${open.length} open`,
    )
  }

  /** A few at a time: thousands at once would be rejected as too many. */
  private async alive(secrets: readonly string[]): Promise<boolean[]> {
    const found: boolean[] = []
    for (let from = 0; from < secrets.length; from += fewAtOnce) {
      found.push(...(await this.channels.live(secrets.slice(from, from + fewAtOnce))))
    }
    return found
  }

  private async client(): Promise<void> {
    while (!this.isOver) await this.live(this.channels.somebody())
  }

  /** Does not wait for mail, so some requests are always under way, even if all others wait. */
  private async visitor(): Promise<void> {
    const person = this.channels.somebody()
    await this.register(person)
    while (!this.isOver) await this.signOut(await this.signIn(person))
  }

  private async live(person: Person): Promise<void> {
    const kept = await this.register(person)
    const [left, forgotten] = [await this.signIn(person), await this.signIn(person)]
    await this.signOut(left)
    const { email } = person
    await this.ask('asking for a reset', [], () => this.channels.do('classic', 'askForReset', { email }))
    const ticket = await this.ticketOf(email)
    await this.ask('resetting', ['dead'], () =>
      this.channels.do('rest', 'spendReset', { ticket, newPassword }),
    )
    this.ended.push(forgotten)
    const changed = { ...person, password: newPassword }
    this.people[kept] = changed
    this.open.push(await this.signIn(changed))
  }

  /** Returns the user's index in `people`. */
  private async register(person: Person): Promise<number> {
    await this.ask('registering', ['taken'], () => this.channels.do('classic', 'register', person))
    return this.people.push(person) - 1
  }

  private async signIn(person: Person): Promise<string> {
    const told = await this.ask('signing in', [], () => this.channels.do('classic', 'signIn', person))
    return secretIn(told) ?? ''
  }

  private async signOut(cookie: string): Promise<void> {
    await this.ask('signing out', [], async () => {
      const answer = await call(`${this.channels.url}/api/classic/auth/logout`, {}, { cookie })
      return { ...answer, meaning: meaningOf('classic', answer) }
    })
    this.ended.push(cookie)
  }

  /** @param doneBefore the answer when an earlier attempt had succeeded without its answer arriving */
  private async ask(
    what: string,
    doneBefore: readonly Told['meaning'][],
    run: () => Promise<Told>,
  ): Promise<Told> {
    const { told, attempts } = await this.insist(run)
    const isDone = told.meaning === 'ok' || (attempts > 1 && doneBefore.includes(told.meaning))
    if (!isDone) this.faults.push(`${what}: ${told.meaning} at try ${attempts}: ${told.status} ${told.text}`)
    return told
  }

  private async insist(run: () => Promise<Told>): Promise<{ told: Told; attempts: number }> {
    for (let attempts = 1; ; attempts++) {
      await this.turn()
      const begun = performance.now()
      const told = await run().catch((error: Error) => {
        this.brokenOff.push(error.message)
        return null
      })
      const at = performance.now()
      if (told) this.answers.push({ tookMillis: at - begun, at, isGood: told.meaning === 'ok' })
      if (told && told.meaning !== 'busy') return { told, attempts }
      await pass(retryMillis)
    }
  }

  private async turn(): Promise<void> {
    const due = Math.max(performance.now(), this.nextDue)
    this.nextDue = due + 1_000 / this.mostPerSecond
    await pass(Math.max(0, due - performance.now()))
  }

  private async ticketOf(email: string): Promise<string> {
    for (let attempts = 0; attempts < 20; attempts++) {
      const ticket = await this.mailbox.nextTicket(email, '/reset/').catch(() => null)
      if (ticket) return ticket
      await pass(retryMillis)
    }
    this.faults.push(`no reset mail to ${email}`)
    return ''
  }
}
