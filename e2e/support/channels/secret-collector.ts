import { call } from '@/e2e/support/clients/call'
import { type Answer, send } from '@/e2e/support/clients/send'
import type { Mailbox } from '@/e2e/support/servers/mailbox'
import type { RequestChannel } from '@/lib/channels'
import { unique } from '@/lib/testing/accounts'
import type { Operation } from './channel-requests'
import { Channels, type Person, type Reply, secretIn } from './channels'

/** Uses every channel with all kinds of secrets, and records secrets and answers. */
export class SecretCollector {
  /** Values that must not appear in any log or, in clear, in any database. */
  readonly secrets = new Set<string>()
  readonly answers: {
    readonly channel: RequestChannel
    readonly operation: Operation
    readonly answer: Reply
  }[] = []
  readonly addresses: string[] = []
  private readonly channels: Channels

  constructor(
    private readonly url: string,
    private readonly mailbox: Mailbox,
  ) {
    this.channels = new Channels(url, mailbox)
  }

  async runAllChannels(): Promise<void> {
    for (const channel of Channels.supporting('register')) await this.runChannel(channel)
    await this.withDevices()
  }

  /** Registers, confirms, resets and changes, with errors, as far as a channel supports it. */
  private async runChannel(channel: RequestChannel): Promise<void> {
    const person = this.channels.newPerson({ password: this.newPhrase() })
    const device = channel === 'device' ? this.record(unique('device-')) : ''
    this.addresses.push(person.email)
    const registered = await this.send(channel, 'register', { ...person, device })
    await this.send(channel, 'signIn', { ...person, password: this.newPhrase(), device })
    if (channel === 'device') return void this.record(secretIn(registered))
    await this.confirm(channel, person)
    const password = await this.reset(channel, person)
    const known = { ...person, password }
    const secret = this.record(await this.signIn(channel, known))
    await this.sendMalformed(channel, known)
    if (Channels.supporting('changeEmail').includes(channel)) await this.changeEmail(channel, known, secret)
    if (!Channels.supporting('changePassword').includes(channel)) return
    const changed = await this.send(
      channel,
      'changePassword',
      { ...known, newPassword: this.newPhrase() },
      secret,
    )
    const renewed = secretIn(changed)
    if (renewed) this.record(renewed)
  }

  private async signIn(channel: RequestChannel, person: Person): Promise<string> {
    const answer = await this.send(channel, 'signIn', person)
    const secret = secretIn(answer)
    if (!secret) throw new Error(`${channel} rejected the sign-in: ${answer.outcome}`)
    return secret
  }

  private async confirm(channel: RequestChannel, { email, password }: Person): Promise<void> {
    const ticket = this.record(await this.channels.readTicket(email, 'verify-email'))
    await this.openDamagedLinks(ticket, ['verify-email', 'api/rest/auth/verify-email'])
    const by = Channels.supporting('confirm').includes(channel) ? channel : 'rest'
    await this.send(by, 'confirm', { ticket, password })
    await this.send(by, 'confirm', { ticket, password })
  }

  private async reset(channel: RequestChannel, { email }: Person): Promise<string> {
    await this.send(channel, 'askForReset', { email })
    const ticket = this.record(await this.channels.readTicket(email, 'reset'))
    await this.openDamagedLinks(ticket, ['reset', 'api/rest/auth/reset-password'])
    const by = Channels.supporting('spendReset').includes(channel) ? channel : 'rest'
    await this.send(by, 'spendReset', { ticket, newPassword: '12' })
    const newPassword = this.newPhrase()
    await this.send(by, 'spendReset', { ticket, newPassword })
    await this.send(by, 'spendReset', { ticket, newPassword: this.newPhrase() })
    return newPassword
  }

  private async changeEmail(channel: RequestChannel, person: Person, secret: string): Promise<void> {
    const email = `other-${person.email}`
    this.addresses.push(email)
    await this.send(channel, 'changeEmail', { ...person, email }, secret)
    this.record(await this.channels.readTicket(email, 'verify-email'))
    this.record(await this.channels.readTicket(person.email, 'reset'))
  }

  /** Uses generated passwords, sent by mail and by push. */
  private async withDevices(): Promise<void> {
    const person = await this.channels.newVerifiedPerson('classic', { password: this.newPhrase() })
    this.addresses.push(person.email)
    this.record(await this.channels.readTicket(person.email, 'verify-email'))
    const [device, token] = [this.record(unique('device-')), this.record(unique('push-'))]
    const login = { login: person.username, device_id: device, device_token: token }
    const post = (path: string, body: object) => call(`${this.url}/api${path}`, body)
    this.record(secretIn(await post('/auth', { ...login, password: person.password })))
    for (const [tool, to] of [
      ['email', person.email],
      ['push', token],
    ] as const) {
      await post('/password/request', { tool, login: person.username })
      const { text } = await this.mailbox.next(to, /новый пароль/)
      const password = this.record(/\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/.exec(text)?.[0])
      this.record(secretIn(await post('/auth', { ...login, password })))
    }
  }

  /** Malformed bodies, and secrets where they do not belong. */
  private async sendMalformed(channel: RequestChannel, { username, password }: Person): Promise<void> {
    const query = `?password=${encodeURIComponent(password)}`
    const account = `${this.url}/api/account${query}`
    await send(account, {
      headers: { authorization: `Basic ${this.record(btoa(`${username}:${password}`))}` },
    })
    for (const secret of [...this.secrets].slice(-3)) {
      const headers = { authorization: `Bearer ${secret}x`, cookie: `authjs.session-token=${secret}x` }
      await send(account, { headers })
      await send(`${this.url}/api/auth/session?token=${encodeURIComponent(secret)}`, { headers })
    }
    if (channel === 'pages') return
    for (const body of [`{"password":"${password}`, `[["${password}"]]`, { password: { is: password } }])
      await this.channels.sendBody(channel, 'signIn', body)
  }

  /** Link addresses that a mail program has damaged. */
  private async openDamagedLinks(ticket: string, places: readonly string[]): Promise<void> {
    for (const place of places)
      for (const path of [
        `${place}/${ticket}.`,
        `${place}/${ticket}/more`,
        `${place.toUpperCase()}/${ticket}`,
        `x//${place}/${ticket}`,
        `en/${place}/${ticket}`,
        `${place}%2F${ticket}`,
        `_next/data/x/${place}/${ticket}.json`,
        `nowhere/${place}?ticket=${ticket}#${ticket}`,
      ])
        await send(`${this.url}/${path}`, { method: path.endsWith('.') ? 'HEAD' : 'GET' })
  }

  private async send(
    channel: RequestChannel,
    operation: Operation,
    values: Parameters<Channels['send']>[2],
    secret: string | null = null,
  ): Promise<Reply> {
    const answer = await this.channels.send(channel, operation, values, { secret })
    this.answers.push({ channel, operation, answer })
    return answer
  }

  private newPhrase(): string {
    return this.record(`${unique('phrase')} nobody may see`)
  }

  /** The last two parts of a token are secret on their own. */
  private record(secret: string | null | undefined): string {
    if (!secret) throw new Error('there is no secret')
    const [, ...parts] = secret.split('.')
    for (const part of parts.length === 2 ? [secret, ...parts] : [secret]) this.secrets.add(part)
    return secret
  }
}

export function headersAndText({ headers, text }: Answer): string {
  return `${JSON.stringify(headers)}\n${text}`
}
