import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Server as NetServer } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly from: string
  readonly recipients: string[]
  readonly raw: string
  readonly mail: Email
}

export interface SmtpSink {
  readonly url: string
  /** Every message that came in whole, accepted or not. */
  readonly offered: ReceivedMail[]
  readonly received: ReceivedMail[]
  /** How often each address was named as a recipient, refused or not. */
  readonly tries: Map<string, number>
  close(): Promise<void>
}

/**
 * A real SMTP server on this machine. An address that starts with `later` is refused for now (451) the first
 * time, `gone` for ever (550); `slow` is refused for now at the end of the message instead.
 */
export async function startSmtp(atPort = 0): Promise<SmtpSink> {
  const offered: ReceivedMail[] = []
  const received: ReceivedMail[] = []
  const tries = new Map<string, number>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, done) {
      const count = (tries.get(address) ?? 0) + 1
      tries.set(address, count)
      if (address.startsWith('gone')) return done(smtpError(550, 'No such user'))
      if (address.startsWith('later') && count === 1) return done(smtpError(451, 'Try again'))
      done()
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const recipients = envelope.rcptTo.map(({ address }) => address)
        const raw = Buffer.concat(chunks)
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        const arrived = { from, recipients, raw: raw.toString('utf8'), mail: await PostalMime.parse(raw) }
        offered.push(arrived)
        const isFirst = recipients.some((address) => tries.get(address) === 1)
        if (isFirst && recipients.some((address) => address.startsWith('slow')))
          return done(smtpError(451, 'Try again'))
        received.push(arrived)
        done()
      })
    },
  })
  const port = await listen(server.listen(atPort, '127.0.0.1'))
  return {
    url: `smtp://127.0.0.1:${port}`,
    offered,
    received,
    tries,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export interface ResendCall {
  readonly authorization: string | undefined
  readonly key: string | undefined
  readonly mail: { from: string; to: string | string[]; subject: string; html: string; text: string }
  readonly answered: number
}

export interface ResendSink {
  readonly url: string
  readonly calls: ResendCall[]
  close(): Promise<void>
}

/** Resend's `POST /emails`, as its API reference describes it. `answerTo` says with which status, by the try's number. */
export async function startResend(answerTo: (to: string, tryNumber: number) => number): Promise<ResendSink> {
  const calls: ResendCall[] = []
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const mail = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ResendCall['mail']
    const isSend = request.method === 'POST' && request.url === '/emails'
    const earlier = calls.filter((call) => String(call.mail.to) === String(mail.to)).length
    const answered = isSend ? answerTo(String(mail.to), earlier + 1) : 404
    const key = request.headers['idempotency-key']
    calls.push({ authorization: request.headers.authorization, key: String(key), mail, answered })
    const error = { statusCode: answered, name: 'application_error', message: 'refused' }
    response.writeHead(answered, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answered === 200 ? { id: crypto.randomUUID() } : error))
  })
  const port = await listen(server.listen(0, '127.0.0.1'))
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function listen(server: NetServer): Promise<number> {
  if (!server.listening) await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
