import { type AddressInfo, createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { processWide, setProcessWide } from '@/lib/process/process-wide'
import { emailRule } from '@/lib/rules'
import { type SmtpSink, startSmtp } from '@/lib/testing/servers/smtp-sink'
import { useTestConfig as configure } from '@/lib/testing/test-config'
import { closeSmtp, sendBySmtp } from './smtp'

const previousConfig = processWide<unknown>('config', () => undefined)
const sinks: SmtpSink[] = []

afterEach(async () => {
  closeSmtp()
  await Promise.all(sinks.splice(0).map((sink) => sink.close()))
  setProcessWide('config', previousConfig)
})

async function sink(options: Parameters<typeof startSmtp>[0] = {}): Promise<SmtpSink> {
  const started = await startSmtp(options)
  sinks.push(started)
  return started
}

function use(smtpUrl: string): void {
  configure({ SMTP_URL: smtpUrl, MAIL_FROM: 'accounts@example.com', APP_URL: 'https://id.example.com' })
}

const withUser = (url: string, query: string) => url.replace('//', '//ada:s%40crt@') + query
const allowed = { disabledCommands: [] }

function send(to: string, signal = new AbortController().signal) {
  const letter = { id: 'one-of-a-kind', from: 'accounts@example.com', to, subject: 'Hello' }
  return sendBySmtp({ ...letter, html: '<p>Hello</p>', text: 'Hello' }, signal)
}

test.each([
  { name: 'TLS from the start', options: { secure: true } },
  { name: 'STARTTLS', options: {} },
])('a password is sent over $name', async ({ options }) => {
  const { url, users, received } = await sink({ ...allowed, ...options })
  use(withUser(url, '?tls.rejectUnauthorized=false'))
  expect(await send('ada@example.com')).toEqual({ sent: true })
  expect(users).toEqual(['ada'])
  expect(received[0]?.mail.messageId).toBe('<one-of-a-kind@id.example.com>')
})

test('a self-signed certificate is rejected, and nothing is sent', async () => {
  const { url, users, received } = await sink({ ...allowed, secure: true })
  use(withUser(url, ''))
  await expect(send('ada@example.com')).rejects.toThrow('self-signed')
  expect([...users, ...received]).toEqual([])
})

test('if required TLS is not offered, no password and no mail is sent', async () => {
  const { url, users, received } = await sink({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true })
  use(withUser(url, '?requireTLS=true'))
  await expect(send('ada@example.com')).rejects.toThrow('STARTTLS')
  expect([...users, ...received]).toEqual([])
})

test('after a wrong password or sender the mail is attempted again', async () => {
  const { url } = await sink({
    ...allowed,
    onAuth: (_auth, _session, done) => done(new Error('wrong')),
    onMailFrom: (_from, _session, done) => done(Object.assign(new Error('not you'), { responseCode: 550 })),
  })
  use(withUser(url, '?tls.rejectUnauthorized=false'))
  await expect(send('ada@example.com')).rejects.toThrow('535')
  closeSmtp()
  use(`${url}?tls.rejectUnauthorized=false`)
  await expect(send('ada@example.com')).rejects.toThrow('550')
})

test('R13: an address or a mail that is refused permanently is not attempted again', async () => {
  const { url } = await sink()
  use(url)
  expect(await send('gone-ada@example.com')).toMatchObject({
    sent: false,
    reason: expect.stringContaining('550'),
  })
  expect(await send('spam-ada@example.com')).toMatchObject({
    sent: false,
    reason: expect.stringContaining('554'),
  })
  await expect(send('later-ada@example.com')).rejects.toThrow('451')
  expect(await send('ada@example.com')).toEqual({ sent: true })
})

test.each([
  { name: 'never answers', options: { onConnect: () => {} } },
  { name: 'hangs at the recipient', to: 'hang-ada@example.com' },
])('a server that $name times out, and its connection is closed', async ({ options, to }) => {
  const { url } = await sink(options)
  use(`${url}?maxConnections=1`)
  await expect(send(to ?? 'ada@example.com', AbortSignal.timeout(300))).rejects.toThrow(/abort|timed? ?out/i)
  if (to) expect(await send('ada@example.com')).toEqual({ sent: true })
})

test('R12: a server that sends a byte now and then times out like a silent one', async () => {
  const slow = createServer((socket) => {
    const timer = setInterval(() => socket.write('2'), 20)
    socket.on('error', () => {}).on('close', () => clearInterval(timer))
  })
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
  const { port } = slow.address() as AddressInfo
  use(`smtp://127.0.0.1:${port}`)
  await expect(send('ada@example.com', AbortSignal.timeout(300))).rejects.toThrow(/abort|timed? ?out/i)
  // Ends only if the connection was closed.
  await new Promise((resolve) => slow.close(resolve))
})

test('many mails share a few connections, which stay open', async () => {
  const open = new Set<string>()
  const { url, received } = await sink({
    onConnect({ id }, done) {
      open.add(id)
      done()
    },
  })
  use(url)
  await Promise.all(Array.from({ length: 30 }, (_, i) => send(`ada${i}@example.com`)))
  await send('ada@example.com')
  expect(received).toHaveLength(31)
  expect(open.size).toBeLessThanOrEqual(5)
})

test('an address with any allowed special character is exactly one recipient', async () => {
  const signs = [..."!#$%&'*+-/=?^_`{|}~"]
  const addresses = [
    ...signs.map((sign) => `r${sign}d@example.com`),
    ...signs.map((sign) => `${sign}@example.com`),
    "o'neil.&.sons@example.com",
  ]
  for (const address of addresses) expect(emailRule.parse(address)).toBe(address)
  const { url, received } = await sink()
  use(`${url}?tls.rejectUnauthorized=false`)
  for (const address of addresses) expect(await send(address)).toEqual({ sent: true })
  expect(received.map(({ recipients }) => recipients)).toEqual(addresses.map((address) => [address]))
  const headerRecipients = received.map(({ mail }) => mail.to?.map(({ address }) => address))
  expect(headerRecipients).toEqual(addresses.map((address) => [address]))
})
