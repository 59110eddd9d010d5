import { randomBytes } from 'node:crypto'
import { expect } from '@playwright/test'
import { type Client, createClient } from '@/lib/client/client'
import type { Clock } from '@/lib/client/clock'
import type { ClientEvent, State } from '@/lib/client/state'
import { memoryStorage } from '@/lib/client/storage'
import type { Fetch } from '@/lib/client/transport'

/** A clock that moves only when told to. */
export class ManualClock implements Clock {
  private millis = Date.parse('2027-01-01T00:00:00Z')
  private readonly timers = new Set<{ readonly at: number; readonly run: () => void }>()

  now(): number {
    return this.millis
  }

  later(run: () => void, millis: number): () => void {
    const timer = { at: this.millis + millis, run }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  /** Moves on, running due timers in order; each run may finish its work before the next. */
  async advance(seconds: number, settled: () => Promise<unknown>): Promise<void> {
    const end = this.millis + 1_000 * seconds
    for (let next = this.nextBy(end); next; next = this.nextBy(end)) {
      this.timers.delete(next)
      this.millis = next.at
      next.run()
      await settled()
    }
    this.millis = end
  }

  private nextBy(end: number) {
    const due = [...this.timers].filter(({ at }) => at <= end)
    return due.sort((a, b) => a.at - b.at)[0]
  }
}

export interface AppOptions {
  readonly keepPassword?: boolean
  readonly deviceToken?: string
  readonly deviceId?: string
  readonly clock?: ManualClock
  /** Default: Node's own, which keeps no cookies, so the client uses a bearer. */
  readonly fetch?: Fetch
  /** The storage of another app, as when a phone is restored from a backup. */
  readonly restoredFrom?: App
}

/** An app on a phone: its storage outlives its process. */
export class App {
  readonly clock: ManualClock
  readonly events: ClientEvent[] = []
  client: Client
  private readonly storage = memoryStorage()
  private readonly deviceId: string

  constructor(
    private readonly baseUrl: string,
    private readonly options: AppOptions = {},
  ) {
    this.clock = options.clock ?? new ManualClock()
    this.deviceId = options.deviceId ?? randomBytes(16).toString('hex')
    if (options.restoredFrom) this.storage = options.restoredFrom.storage
    this.client = this.open()
  }

  /** How often the user was sent to the sign-in screen. */
  get signInScreenCount(): number {
    return this.events.filter((event) => event.type === 'state' && event.state.kind === 'needs_sign_in')
      .length
  }

  /** Ends the process without signing out, and starts it again. */
  async restart(): Promise<void> {
    this.client.close()
    await this.client.settled()
    this.client = this.open()
    await this.client.resume()
  }

  async state(): Promise<State> {
    return this.client.state
  }

  async stored(): Promise<string> {
    await this.client.settled()
    return String(await this.storage.get())
  }

  advance(seconds: number): Promise<void> {
    return this.clock.advance(seconds, () => this.client.settled())
  }

  /** The user that the server reports, or the status. */
  async whoAmI(): Promise<unknown> {
    const answer = await this.client.call('/account')
    const body: unknown = await answer.json()
    return answer.ok && body instanceof Object && 'account' in body ? body.account : answer.status
  }

  async expectSignedIn(login: string): Promise<void> {
    expect(await this.whoAmI()).toMatchObject({ username: login })
    expect(this.client.state).toMatchObject({ kind: 'signed_in', connection: 'online', user: { login } })
  }

  private open(): Client {
    const { deviceToken = null, keepPassword = false, fetch } = this.options
    const client = createClient({
      baseUrl: `${this.baseUrl}/api`,
      deviceId: this.deviceId,
      deviceToken,
      keepPassword,
      storage: this.storage,
      ...(fetch && { fetch }),
      clock: this.clock,
      random: () => 0.5,
      // A few attempts on a day without network instead of a hundred.
      retry: { maxMillis: 12 * 3_600_000 },
    })
    client.on((event) => this.events.push(event))
    return client
  }
}
