import { startResend, startSmtp } from '@/e2e/support/mail-servers'
import { RestApi, somebody } from '@/e2e/support/rest-api'
import { startServer } from '@/e2e/support/server'
import { expect, test } from '@/e2e/support/test'

const MAIL_FROM = 'Latchkey <accounts@example.com>'
// Retries wait for seconds, and longer each time.
const delivered = { timeout: 120_000 }

test.describe.configure({ timeout: 240_000 })

test('mail goes by SMTP, to the stored address only, and again when it was refused for now', async () => {
  const smtp = await startSmtp()
  const server = await startServer({ env: { SMTP_URL: smtp.url, MAIL_FROM } })
  const rest = new RestApi(server.url)
  const mailsTo = (email: string) => smtp.received.filter(({ recipients }) => recipients.includes(email))
  try {
    const plain = somebody()
    await rest.post('register', { ...plain, email: ` ${plain.email.toUpperCase()} ` })
    const gone = await rest.register({ email: `gone-${plain.email}` })
    await expect.poll(() => mailsTo(plain.email).length, delivered).toBe(1)
    const [letter] = mailsTo(plain.email)
    expect(letter).toMatchObject({ from: 'accounts@example.com', recipients: [plain.email] })
    expect(letter?.mail).toMatchObject({
      from: { name: 'Latchkey', address: 'accounts@example.com' },
      to: [{ address: plain.email }],
      subject: 'Подтвердите адрес почты для Latchkey',
      messageId: expect.stringMatching(/^<[0-9a-f-]{36}@localhost>$/),
      text: expect.stringMatching(new RegExp(`${server.url}/verify-email/[\\w-]{43}\\n`)),
      html: expect.stringMatching(new RegExp(`href="${server.url}/verify-email/[\\w-]{43}"`)),
    })
    expect(letter?.mail.cc ?? letter?.mail.bcc).toBeUndefined()
    const ticket = /verify-email\/([\w-]{43})/.exec(letter?.mail.text ?? '')?.[1]
    expect(await rest.get(`verify-email/${ticket}`)).toMatchObject({ status: 200 })

    const later = await rest.register({ email: `later-${plain.email}` })
    const slow = await rest.register({ email: `slow-${plain.email}` })
    for (const { email } of [later, slow]) {
      await expect.poll(() => mailsTo(email).length, delivered).toBe(1)
      expect(smtp.tries.get(email)).toBe(2)
    }
    const [first, second, ...more] = smtp.offered.filter(({ recipients }) => recipients.includes(slow.email))
    expect(second?.mail.messageId).toBe(first?.mail.messageId)
    expect(second?.mail.text).toBe(first?.mail.text)
    expect(more).toEqual([])
    const ids = smtp.received.map(({ mail }) => mail.messageId)
    expect(new Set(ids).size).toBe(3)
    // By now whatever is tried again has been: a second after the first try, and this was refused before them.
    expect(smtp.tries.get(gone.email)).toBe(1)
    expect(mailsTo(gone.email)).toEqual([])
    expect(smtp.received.map(({ recipients }) => recipients.length)).toEqual([1, 1, 1])
    expect(server.output()).toContain('"event":"mail_refused"')
    expect(server.output()).not.toContain(ticket ?? 'no ticket')
  } finally {
    await server.stop()
    await smtp.close()
  }
})

test('a server that is not there yet gets the mail when it is', async () => {
  const gone = await startSmtp()
  await gone.close()
  const port = new URL(gone.url).port
  const server = await startServer({ env: { SMTP_URL: gone.url, MAIL_FROM } })
  try {
    const { email } = await new RestApi(server.url).register()
    await expect.poll(() => server.output()).toContain('"event":"mail_delayed"')
    const smtp = await startSmtp(Number(port))
    await expect.poll(() => smtp.received.map(({ recipients }) => recipients), delivered).toEqual([[email]])
    await smtp.close()
  } finally {
    await server.stop()
  }
})

test('mail goes by Resend, with one idempotency key for all tries of a mail', async () => {
  const answers: Record<string, number[]> = { plain: [200], fails: [500, 429, 200], refused: [422, 200] }
  const resend = await startResend((to, tryNumber) => answers[to.split('-')[0] ?? '']?.[tryNumber - 1] ?? 418)
  const env = { RESEND_BASE_URL: resend.url, RESEND_API_KEY: 're_test_key', MAIL_FROM }
  const server = await startServer({ env })
  const rest = new RestApi(server.url)
  const callsFor = (email: string) => resend.calls.filter(({ mail }) => String(mail.to) === email)
  try {
    const [refused, fails, plain] = await Promise.all(
      ['refused', 'fails', 'plain'].map((word) => rest.register({ email: `${word}-${somebody().email}` })),
    )
    if (!refused || !fails || !plain) throw new Error('unreachable')
    await expect
      .poll(() => callsFor(fails.email).map(({ answered }) => answered), delivered)
      .toEqual([500, 429, 200])
    await expect.poll(() => callsFor(plain.email).length, delivered).toBe(1)
    expect(callsFor(plain.email)).toEqual([
      {
        authorization: 'Bearer re_test_key',
        key: expect.stringMatching(/^[0-9a-f-]{36}$/),
        answered: 200,
        mail: expect.objectContaining({
          from: MAIL_FROM,
          subject: 'Подтвердите адрес почты для Latchkey',
          text: expect.stringContaining(`${server.url}/verify-email/`),
          html: expect.stringContaining(`href="${server.url}/verify-email/`),
        }),
      },
    ])
    const keys = callsFor(fails.email).map(({ key }) => key)
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).not.toBe(callsFor(plain.email)[0]?.key)
    expect(callsFor(refused.email).map(({ answered }) => answered)).toEqual([422])
    expect(server.output()).not.toContain('re_test_key')
  } finally {
    await server.stop()
    await resend.close()
  }
})
