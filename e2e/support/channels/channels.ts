import type { OutgoingHttpHeaders } from 'node:http'
import { expect } from '@playwright/test'
import { call, cookieIn } from '@/e2e/support/clients/call'
import { type Answer, send } from '@/e2e/support/clients/send'
import { type ReadMail, ticketIn } from '@/e2e/support/servers/mailbox'
import { type RequestChannel, requestChannels } from '@/lib/channels'
import { drawnForField } from '@/lib/form-state'
import { goodPassword, unique } from '@/lib/testing/accounts'
import { channelRequests, type Operation, type RequestValues } from './channel-requests'
import { type Outcome, outcomeOf } from './outcome'
import { encodeForm, hiddenFieldsExcept, type RawForm, readForm } from './raw-form'
import { wordsOf } from './words'

export interface Person {
  readonly username: string
  readonly email: string
  readonly password: string
}

export type MailText = Pick<ReadMail, 'text'>

export interface Reply extends Answer {
  readonly outcome: Outcome
}

/** A raw body: an object or text for the APIs, pairs for a form body, which pages accept too. */
export type RawBody = object | string | readonly (readonly [name: string, value: string])[]

interface SendOptions {
  /** The secret of a session: a cookie, or a bearer where the channel reads no cookies. */
  readonly secret?: string | null
  readonly headers?: OutgoingHttpHeaders
}

const emptyValues: RequestValues = {
  username: '',
  email: '',
  password: '',
  newPassword: '',
  ticket: '',
  device: '',
  more: {},
}
const words = wordsOf('en')
const forms = new Map<string, Promise<RawForm>>()
/** The channels that read no cookie and set none. */
export const bearerChannels: readonly RequestChannel[] = ['ticket', 'rest']

/** The channels with a sign-in. Our own API uses the sessions of the others. */
export const signInChannels: readonly RequestChannel[] = requestChannels.filter(
  (channel) => channelRequests[channel].signIn,
)

/** One client for all channels of a server, with the same operations for each. Pages need no browser. */
export class Channels {
  constructor(
    readonly url: string,
    private readonly mailbox: { list(to: string): Promise<MailText[]> },
    /** Headers of every request, as a proxy in front would add them. */
    private readonly headers: OutgoingHttpHeaders = {},
  ) {}

  static supporting(operation: Operation): RequestChannel[] {
    return requestChannels.filter((channel) => channelRequests[channel][operation] !== undefined)
  }

  newPerson(over: Partial<Person> = {}): Person {
    const username = over.username ?? unique('ada')
    return { email: `${username}@example.com`, password: goodPassword, ...over, username }
  }

  /** Sends an operation's request through a channel, as its document says. */
  send(
    channel: RequestChannel,
    operation: Operation,
    values: Partial<RequestValues>,
    options: SendOptions = {},
  ): Promise<Reply> {
    const all = { ...emptyValues, ...values }
    const body = { ...this.requestOf(channel, operation).body(all), ...all.more }
    return this.sendBody(channel, operation, Object.keys(body).length ? body : undefined, {
      ...options,
      ticket: all.ticket,
    })
  }

  /** The same with any body. Pages take pairs, or an object of texts. */
  async sendBody(
    channel: RequestChannel,
    operation: Operation,
    body: RawBody | undefined,
    { secret, headers, ticket = '' }: SendOptions & { ticket?: string } = {},
  ): Promise<Reply> {
    const { path, method, button } = this.requestOf(channel, operation)
    const url = this.url + path.replace('{ticket}', encodeURIComponent(ticket))
    const own = { ...this.headers, ...headers, ...credentials(channel, secret) }
    if (button !== undefined) return this.toReply(channel, await this.post(url, { path, button, own, body }))
    const text = body === undefined ? undefined : encode(body)
    const answer = await send(url, { method: method ?? 'POST', headers: own, body: text })
    return this.toReply(channel, answer)
  }

  /** Returns the session's secret, or null. A channel without a sign-in uses a cookie from classic. */
  async signIn(
    channel: RequestChannel,
    person: Partial<RequestValues>,
    options: SendOptions = {},
  ): Promise<string | null> {
    const signInChannel = signInChannels.includes(channel) ? channel : 'classic'
    const device = signInChannel === 'device' ? 'device' : ''
    return secretIn(await this.send(signInChannel, 'signIn', { device, ...person }, options))
  }

  async signInEverywhere(
    person: Person,
    channels: readonly RequestChannel[] = signInChannels,
  ): Promise<(string | null)[]> {
    const secrets: (string | null)[] = []
    for (const channel of channels) secrets.push(await this.signIn(channel, person))
    return secrets
  }

  async areLive(secrets: readonly (string | null)[]): Promise<boolean[]> {
    const account = `${this.url}/api/account`
    const answers = secrets.map((bearer) => call(account, undefined, { bearer: bearer ?? 'none' }))
    return (await Promise.all(answers)).map(({ status }) => status === 200)
  }

  /** The ticket in the newest mail to an address whose link opens `page`, ignoring mails in `earlier`. */
  async readTicket(
    email: string,
    page: 'verify-email' | 'reset',
    earlier: readonly MailText[] = [],
  ): Promise<string> {
    const old = earlier.map(({ text }) => text)
    const newest = async () =>
      (await this.mailbox.list(email)).find(({ text }) => text.includes(`/${page}/`) && !old.includes(text))
    await expect.poll(newest, { message: `a mail to ${email}`, intervals: [50] }).toBeDefined()
    return ticketIn((await newest()) ?? { text: '' })
  }

  async verify(email: string): Promise<void> {
    const ticket = await this.readTicket(email, 'verify-email')
    expect((await this.send('rest', 'confirm', { ticket })).outcome).toBe('ok')
  }

  /** Registers an account, in classic by default, and confirms its address. */
  async newVerifiedPerson(channel: RequestChannel = 'classic', over: Partial<Person> = {}): Promise<Person> {
    const person = this.newPerson(over)
    expect((await this.send(channel, 'register', person)).outcome).toBe('ok')
    await this.verify(person.email)
    return person
  }

  /** Requests a reset through rest, and reads its ticket in the mail. */
  async requestResetTicket(email: string): Promise<string> {
    const earlier = await this.mailbox.list(email)
    expect((await this.send('rest', 'askForReset', { email })).outcome).toBe('ok')
    return await this.readTicket(email, 'reset', earlier)
  }

  private requestOf(channel: RequestChannel, operation: Operation) {
    const request = channelRequests[channel][operation]
    if (!request) throw new Error(`${channel} has no ${operation}`)
    return request
  }

  private toReply(channel: RequestChannel, answer: Answer): Reply {
    return { ...answer, outcome: outcomeOf(channel, answer) }
  }

  private async post(
    url: string,
    form: { path: string; button: string; own: OutgoingHttpHeaders; body: RawBody | undefined },
  ): Promise<Answer> {
    const { hidden } = await this.readFormOnce(url, form)
    const pairs = form.body === undefined ? [] : pairsOf(form.body)
    const { type, body } = await encodeForm([...hiddenFieldsExcept(hidden, pairs), ...pairs])
    const browser = { 'accept-language': 'en', origin: this.url, 'sec-fetch-site': 'same-origin' }
    const headers = { 'content-type': type, ...browser, ...form.own }
    return await send(url, { method: 'POST', headers, body })
  }

  /** A page's form, read once: apart from the account it is rendered for, it is the same for everybody. */
  private readFormOnce(
    url: string,
    { path, button, own }: { path: string; button: string; own: OutgoingHttpHeaders },
  ): Promise<RawForm> {
    const key = `${this.url} ${path} ${button}`
    const { cookie } = own
    const headers = typeof cookie === 'string' ? { cookie } : {}
    const known =
      forms.get(key) ?? readForm({ url, headers }, words(button as 'login.send')).then(withoutAccount)
    forms.set(key, known)
    known.catch(() => forms.delete(key))
    return known
  }
}

function withoutAccount({ url, hidden }: RawForm): RawForm {
  return { url, hidden: hidden.filter(([name]) => name !== drawnForField) }
}

export function secretIn(answer: Answer): string | null {
  const cookie = cookieIn(answer)
  if (cookie) return cookie
  return /^\{.*"token":"([^"]+)"/.exec(answer.text)?.[1] ?? null
}

function credentials(channel: RequestChannel, secret: string | null | undefined): OutgoingHttpHeaders {
  if (!secret) return {}
  return bearerChannels.includes(channel)
    ? { authorization: `Bearer ${secret}` }
    : { cookie: `authjs.session-token=${secret}` }
}

function encode(body: RawBody): string {
  if (typeof body === 'string') return body
  return isPairs(body) ? new URLSearchParams(body.map(([...pair]) => pair)).toString() : JSON.stringify(body)
}

function pairsOf(body: RawBody): readonly (readonly [string, string])[] {
  if (typeof body === 'string') throw new Error('a page takes no text')
  return isPairs(body) ? body : Object.entries(body as Record<string, string>)
}

function isPairs(body: object): body is readonly (readonly [string, string])[] {
  return Array.isArray(body)
}
