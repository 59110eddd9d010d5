import { call } from '@/e2e/support/clients/call'
import { type Answer, send } from '@/e2e/support/clients/send'
import type { Mailbox } from '@/e2e/support/servers/mailbox'
import type { RequestChannel } from '@/lib/channels'
import { unique } from '@/lib/testing/accounts'
import type { Verb } from './calls'
import { Channels, type Person, secretIn, type Told } from './channels'

/** Uses every channel with all kinds of secrets, and records the answers. */
export class SecretWalk {
  /** Values that must not appear in any log or, in clear, in any database. */
  readonly secrets = new Set<string>()
  readonly answers: { readonly channel: RequestChannel; readonly verb: Verb; readonly answer: Told }[] = []
  readonly addresses: string[] = []
  private readonly channels: Channels

  constructor(
    private readonly url: string,
    private readonly mailbox: Mailbox,
  ) {
    this.channels = new Channels(url, mailbox)
  }

  async everywhere(): Promise<void> {
    for (const channel of Channels.having('register')) await this.through(channel)
    await this.withDevices()
  }

  /** Registers, confirms, resets and changes, with errors, as far as a channel supports it. */
  private async through(channel: RequestChannel): Promise<void> {
    const person = this.channels.somebody({ password: this.phrase() })
    const device = channel === 'device' ? this.note(unique('device-')) : ''
    this.addresses.push(person.email)
    const born = await this.told(channel, 'register', { ...person, device })
    await this.told(channel, 'signIn', { ...person, password: this.phrase(), device })
    if (channel === 'device') return void this.note(secretIn(born))
    await this.confirm(channel, person)
    const password = await this.reset(channel, person)
    const known = { ...person, password }
    const secret = this.note(await this.enter(channel, known))
    await this.break(channel, known)
    if (Channels.having('changeEmail').includes(channel)) await this.changeEmail(channel, known, secret)
    if (!Channels.having('changePassword').includes(channel)) return
    const changed = await this.told(
      channel,
      'changePassword',
      { ...known, newPassword: this.phrase() },
      secret,
    )
    const renewed = secretIn(changed)
    if (renewed) this.note(renewed)
  }

  private async enter(channel: RequestChannel, person: Person): Promise<string> {
    const answer = await this.told(channel, 'signIn', person)
    const secret = secretIn(answer)
    if (!secret) throw new Error(`${channel} let nobody in: ${answer.meaning}`)
    return secret
  }

  private async confirm(channel: RequestChannel, { email, password }: Person): Promise<void> {
    const ticket = this.note(await this.channels.ticket(email, 'verify-email'))
    await this.misspell(ticket, ['verify-email', 'api/rest/auth/verify-email'])
    const by = Channels.having('confirm').includes(channel) ? channel : 'rest'
    await this.told(by, 'confirm', { ticket, password })
    await this.told(by, 'confirm', { ticket, password })
  }

  private async reset(channel: RequestChannel, { email }: Person): Promise<string> {
    await this.told(channel, 'askForReset', { email })
    const ticket = this.note(await this.channels.ticket(email, 'reset'))
    await this.misspell(ticket, ['reset', 'api/rest/auth/reset-password'])
    const by = Channels.having('spendReset').includes(channel) ? channel : 'rest'
    await this.told(by, 'spendReset', { ticket, newPassword: '12' })
    const newPassword = this.phrase()
    await this.told(by, 'spendReset', { ticket, newPassword })
    await this.told(by, 'spendReset', { ticket, newPassword: this.phrase() })
    return newPassword
  }

  private async changeEmail(channel: RequestChannel, person: Person, secret: string): Promise<void> {
    const email = `other-${person.email}`
    this.addresses.push(email)
    await this.told(channel, 'changeEmail', { ...person, email }, secret)
    this.note(await this.channels.ticket(email, 'verify-email'))
    this.note(await this.channels.ticket(person.email, 'reset'))
  }

  /** Uses generated passwords, sent by mail and by push. */
  private async withDevices(): Promise<void> {
    const person = await this.channels.verified('classic', { password: this.phrase() })
    this.addresses.push(person.email)
    this.note(await this.channels.ticket(person.email, 'verify-email'))
    const [device, token] = [this.note(unique('device-')), this.note(unique('push-'))]
    const login = { login: person.username, device_id: device, device_token: token }
    const post = (path: string, body: object) => call(`${this.url}/api${path}`, body)
    this.note(secretIn(await post('/auth', { ...login, password: person.password })))
    for (const [tool, to] of [
      ['email', person.email],
      ['push', token],
    ] as const) {
      await post('/password/request', { tool, login: person.username })
      const { text } = await this.mailbox.next(to, /новый пароль/)
      const password = this.note(/\b[a-z2-9]{5}(-[a-z2-9]{5}){3}\b/.exec(text)?.[0])
      this.note(secretIn(await post('/auth', { ...login, password })))
    }
  }

  /** Malformed bodies, and secrets where they do not belong. */
  private async break(channel: RequestChannel, { username, password }: Person): Promise<void> {
    const query = `?password=${encodeURIComponent(password)}`
    const account = `${this.url}/api/account${query}`
    await send(account, { headers: { authorization: `Basic ${this.note(btoa(`${username}:${password}`))}` } })
    for (const secret of [...this.secrets].slice(-3)) {
      const headers = { authorization: `Bearer ${secret}x`, cookie: `authjs.session-token=${secret}x` }
      await send(account, { headers })
      await send(`${this.url}/api/auth/session?token=${encodeURIComponent(secret)}`, { headers })
    }
    if (channel === 'pages') return
    for (const body of [`{"password":"${password}`, `[["${password}"]]`, { password: { is: password } }])
      await this.channels.raw(channel, 'signIn', body)
  }

  /** Link addresses that a mail program has damaged. */
  private async misspell(ticket: string, places: readonly string[]): Promise<void> {
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

  private async told(
    channel: RequestChannel,
    verb: Verb,
    values: Parameters<Channels['do']>[2],
    secret: string | null = null,
  ): Promise<Told> {
    const answer = await this.channels.do(channel, verb, values, { secret })
    this.answers.push({ channel, verb, answer })
    return answer
  }

  private phrase(): string {
    return this.note(`${unique('phrase')} nobody may see`)
  }

  /** The last two parts of a token are secret on their own. */
  private note(secret: string | null | undefined): string {
    if (!secret) throw new Error('there is no secret')
    const [, ...parts] = secret.split('.')
    for (const part of parts.length === 2 ? [secret, ...parts] : [secret]) this.secrets.add(part)
    return secret
  }
}

/** An answer with its headers. */
export function wholeOf({ headers, text }: Answer): string {
  return `${JSON.stringify(headers)}\n${text}`
}
