import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server'
import { freePort } from './free-port'
import { testCertificate } from './test-certificate'

export interface ReceivedMail {
  readonly from: string
  readonly recipients: string[]
  readonly raw: string
  readonly mail: Email
}

export interface SmtpSink {
  readonly url: string
  readonly port: number
  /** Complete messages, accepted or not. */
  readonly offered: ReceivedMail[]
  readonly received: ReceivedMail[]
  /** How often each address was a recipient, accepted or not. */
  readonly attempts: Map<string, number>
  /** User names that signed in. */
  readonly users: string[]
  close(): Promise<void>
}

const atRecipient: Record<string, { code: number; onlyFirst: boolean }> = {
  gone: { code: 550, onlyFirst: false },
  later: { code: 451, onlyFirst: true },
  full: { code: 450, onlyFirst: true },
  closing: { code: 421, onlyFirst: true },
}

/**
 * A real SMTP server. The first word of an address, up to a hyphen, selects what happens: `gone`, `later`, `full` and
 * `closing` are refused as recipients, `hang` gets no answer, the message is refused once for `slow` and always for
 * `spam`, and for `cut` it is accepted but the answer lost.
 */
export async function startSmtp(
  options: SMTPServerOptions & { readonly port?: number } = {},
): Promise<SmtpSink> {
  const offered: ReceivedMail[] = []
  const received: ReceivedMail[] = []
  const attempts = new Map<string, number>()
  const users: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    ...testCertificate,
    onAuth({ username }, _session, done) {
      users.push(username ?? '')
      done(null, { user: username })
    },
    onRcptTo({ address }, _session, done) {
      const count = (attempts.get(address) ?? 0) + 1
      attempts.set(address, count)
      const word = firstWord(address)
      const fault = atRecipient[word]
      if (word === 'hang') return
      if (fault && (count === 1 || !fault.onlyFirst))
        return done(smtpError(fault.code, `not <${address}> now`))
      done()
    },
    async onData(stream, session, done) {
      const mail = await read(stream, session.envelope).catch(() => null)
      // The client has disconnected.
      if (mail === null) return
      offered.push(mail)
      const [address = ''] = mail.recipients
      const word = firstWord(address)
      if (word === 'spam') return done(smtpError(554, 'not wanted'))
      if (word === 'slow' && attempts.get(address) === 1) return done(smtpError(451, 'try again'))
      received.push(mail)
      if (word === 'cut' && attempts.get(address) === 1) return cut(server, session.id)
      done()
    },
    ...options,
  })
  // Some tests disconnect on purpose.
  server.on('error', () => {})
  const listening = server.listen(options.port ?? (await freePort()), '127.0.0.1')
  if (!listening.listening) await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  return {
    url: `${options.secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    port,
    offered,
    received,
    attempts,
    users,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function read(
  stream: SMTPServerDataStream,
  { mailFrom, rcptTo }: { mailFrom: false | { address: string }; rcptTo: { address: string }[] },
): Promise<ReceivedMail> {
  const raw = await text(stream)
  const recipients = rcptTo.map(({ address }) => address)
  return { from: mailFrom ? mailFrom.address : '', recipients, raw, mail: await PostalMime.parse(raw) }
}

function cut(server: SMTPServer, sessionId: string): void {
  const connections = server.connections as Set<{ session: { id: string }; _socket: { destroy(): void } }>
  for (const { session, _socket } of connections) if (session.id === sessionId) _socket.destroy()
}

function firstWord(address: string): string {
  return address.split('-')[0] ?? ''
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
