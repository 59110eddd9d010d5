import { Channels, type Reply } from '@/e2e/support/channels/channels'
import { dumpDatabase } from '@/e2e/support/channels/dump-database'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import { test as databaseTest } from '@/e2e/support/fuzz/fuzz-test'
import { linkIn } from '@/e2e/support/servers/mailbox'
import { goodPassword, otherPassword } from '@/lib/testing/accounts'

/** Links from a mail to an account: where they point, who else learns of them, and what only looks at them. */

const forgeries: Record<string, string>[] = [
  { host: 'evil.test' },
  { 'x-forwarded-host': 'evil.test' },
  { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'gopher', 'x-forwarded-port': '1' },
  { forwarded: 'host=evil.test;proto=https' },
  { 'x-original-host': 'evil.test', 'x-host': 'evil.test', 'x-original-url': 'https://evil.test/' },
]

for (const headers of forgeries) {
  test(`A07: links in mails and redirects start with APP_URL, whatever ${JSON.stringify(headers)} says`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox, headers)
    const answers: Reply[] = []
    const addresses: string[] = []
    // A page's form under another host is a form of another site.
    const isOurs = headers.host === undefined
    for (const channel of Channels.supporting('register')) {
      const person = channels.newPerson()
      addresses.push(person.email)
      answers.push(await channels.send(channel, 'register', person))
      for (const operation of ['askForReset', 'resend'] as const)
        if (Channels.supporting(operation).includes(channel))
          answers.push(await channels.send(channel, operation, person))
      answers.push(await channels.send(channel, 'register', { ...channels.newPerson(), email: person.email }))
      answers.push(await channels.send(channel, 'signIn', person))
    }
    // A proxy's form of the request line, with its own host.
    const { email } = channels.newPerson()
    const absolute = await send(server.url, {
      method: 'POST',
      headers,
      target: 'http://evil.test/api/rest/auth/register',
      body: JSON.stringify({ email, password: goodPassword, firstName: 'Ada', lastName: 'Lovelace' }),
    })
    expect(absolute.status).toBe(201)
    addresses.push(email)
    for (const { text, headers: replies } of [...answers, absolute]) {
      expect(`${text}${JSON.stringify(replies)}`).not.toContain('evil.test')
      const { location } = replies
      if (location) expect(new URL(location, server.url).origin).toBe(server.url)
    }
    expect(answers.filter(({ outcome }) => outcome === 'fault')).toEqual([])
    for (const page of ['/', '/edit-profile', '/api/classic/auth/reset', '/login/', '/verify-email/x/']) {
      const { location = '/' } = (await send(`${server.url}${page}`, { headers })).headers
      expect(new URL(location, server.url).origin, page).toBe(server.url)
      const target = `http://evil.test${page}`
      const asked = (await send(server.url, { headers, target })).headers
      expect(new URL(asked.location ?? '/', server.url).origin, target).toBe(server.url)
    }
    const mails = async () => (await Promise.all(addresses.map((each) => mailbox.list(each)))).flat()
    await expect.poll(async () => (await mails()).length).toBeGreaterThan(isOurs ? 5 : 4)
    for (const { html, text, subject } of await mails()) {
      expect(`${subject}${html}${text}`).not.toContain('evil.test')
      const links = `${html} ${text}`.match(/https?:\/\/[^\s"'<)]+/g) ?? []
      for (const link of links) expect(new URL(link).origin).toBe(server.url)
    }
  })
}

databaseTest(
  'A10: a ticket is in its mail, and in no answer, no database column and no log line',
  async ({ server, mailbox, database }) => {
    const printedBefore = server.output().length
    const channels = new Channels(server.url, mailbox)
    const replies: Reply[] = []
    const secrets: string[] = []
    for (const channel of Channels.supporting('spendReset')) {
      const person = channels.newPerson()
      const newPassword = `${otherPassword} ${channel}`
      const registered = await channels.send(channel, 'register', person)
      const verify = await channels.readTicket(person.email, 'verify-email')
      const confirmed = await channels.send(channel, 'confirm', { ...person, ticket: verify })
      const asked = await channels.send(channel, 'askForReset', person)
      const reset = await channels.readTicket(person.email, 'reset')
      const rejected = await channels.send(channel, 'spendReset', { ticket: reset, newPassword: 'x' })
      const spent = await channels.send(channel, 'spendReset', { ticket: reset, newPassword })
      const signedIn = await channels.send(channel, 'signIn', { ...person, password: newPassword })
      expect([
        channel,
        ...[registered, confirmed, asked, rejected, spent, signedIn].map(({ outcome }) => outcome),
      ]).toEqual([channel, ...['ok', 'ok', 'ok', 'bad', 'ok', 'ok']])
      secrets.push(verify, reset, person.password, newPassword)
      // The page of a link contains that link's own ticket in its form, and nothing else does.
      replies.push(
        ...[registered, asked, signedIn],
        ...(channel === 'pages' ? [] : [confirmed, rejected, spent]),
      )
    }
    // Unspent tickets in a delivered mail and in a sign-up.
    const waiting = channels.newPerson()
    await channels.send('ticket', 'register', waiting)
    secrets.push(await channels.readTicket(waiting.email, 'verify-email'))
    const places = {
      answers: JSON.stringify(replies),
      database: await dumpDatabase(database),
      log: server.output().slice(printedBefore),
    }
    expect(places.log).toContain('"path":"/api/rest/auth/reset-password/[ticket]"')
    expect(places.database).toContain(waiting.email)
    for (const [place, text] of Object.entries(places))
      for (const secret of secrets) expect(text.includes(secret), `${secret} in the ${place}`).toBe(false)
  },
)

test('A18: a page whose address is a secret does not leak it', async ({ server, mailbox }) => {
  const channels = new Channels(server.url, mailbox)
  const { email } = channels.newPerson()
  await channels.send('rest', 'register', { ...channels.newPerson(), email })
  const live = await channels.readTicket(email, 'verify-email')
  for (const ticket of [live, 'A'.repeat(43)]) {
    for (const path of [`/reset/${ticket}`, `/verify-email/${ticket}`, `/reset/${ticket}/more`]) {
      const { headers, text } = await send(server.url + path)
      expect(headers['referrer-policy'], path).toBe('no-referrer')
      expect(headers['cache-control'], path).toMatch(/\bno-store\b/)
      if (!path.endsWith('more')) expect(headers['x-robots-tag'], path).toContain('noindex')
      const links = [...text.matchAll(/\s(?:src|href|action)="([^"]*)"/g)].map(([, link = '']) => link)
      expect(links.length).toBeGreaterThan(3)
      for (const link of links) expect(new URL(link, server.url).origin, link).toBe(server.url)
    }
  }
})

test('A19: a link scanner leaves a link valid, and no mail has a link that a scanner would spend', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  for (const channel of Channels.supporting('register').filter((each) => each !== 'device')) {
    const person = channels.newPerson()
    expect((await channels.send(channel, 'register', person)).outcome).toBe('ok')
    const verify = await channels.readTicket(person.email, 'verify-email')
    await openAsScanner(`${server.url}/verify-email/${verify}`)
    const api = `${server.url}/api/rest/auth/verify-email/${verify}`
    expect((await send(api, { method: 'HEAD' })).status).toBe(405)
    expect(await send(api, { method: 'OPTIONS' })).toMatchObject({
      status: 204,
      headers: { allow: 'GET, OPTIONS' },
    })
    expect((await channels.send('pages', 'confirm', { ...person, ticket: verify })).outcome).toBe('ok')
    const reset = await channels.requestResetTicket(person.email)
    await openAsScanner(`${server.url}/reset/${reset}`)
    expect(
      (await channels.send('pages', 'spendReset', { ticket: reset, newPassword: otherPassword })).outcome,
    ).toBe('ok')
    for (const mail of await mailbox.list(person.email)) {
      expect(`${mail.html}${mail.text}`).not.toContain('/api/')
      if (/verify-email|reset\//.test(mail.text))
        expect(linkIn(mail)).toMatch(new RegExp(`^${server.url}/(verify-email|reset)/[\\w-]{43}$`))
    }
  }
})

async function openAsScanner(url: string): Promise<void> {
  for (const method of ['HEAD', 'OPTIONS', 'GET', 'GET', 'GET'])
    expect((await send(url, { method })).status).toBeLessThan(500)
}
