import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { expect } from '@playwright/test'
import { People } from '@/e2e/support/channels/people'
import { postForm, readForm } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { alertOf, button, field, fill, link } from '@/e2e/support/pages/page-form'
import { Mailbox } from '@/e2e/support/servers/mailbox'
import { startServer } from '@/e2e/support/servers/server'
import { limits } from '@/lib/policy'

const words = wordsOf('en')

/** Makes every link and session of a stopped server as old as possible. */
async function letTimePass(dataFolder: string): Promise<void> {
  const database = await PGlite.create(path.join(dataFolder, 'db'))
  for (const table of ['Ticket', 'Session']) {
    await database.exec(`UPDATE "${table}" SET "expiresAt" = now() - interval '1 hour'`)
  }
  await database.close()
}

test('expired links and sessions say so and offer the next steps; too many attempts say when to retry', async ({
  page,
  context,
}) => {
  test.slow()
  const before = await startServer()
  const mailbox = new Mailbox(before.url)
  const people = new People(before.url, mailbox)
  const person = await people.verified()
  const secret = await people.newSession(person)
  const waiting = await people.registered()
  const form = await readForm({ url: `${before.url}/reset` }, words('reset.send'))
  await postForm(form, { email: person.address })
  const resetTicket = await mailbox.nextTicket(person.address, '/reset/')
  const verifyTicket = await mailbox.nextTicket(waiting.address, '/verify-email/')
  await before.stop()
  await letTimePass(before.dataFolder)
  const env = { RATE_LIMIT: 'on', SUPPORT_EMAIL: 'help@example.org' }
  const server = await startServer({ dataFolder: before.dataFolder, env })

  const dead = [
    { path: `/reset/${resetTicket}`, again: words('newPassword.askAnew'), leadsTo: '/reset' },
    {
      path: `/verify-email/${verifyTicket}`,
      again: words('confirm.askAnew'),
      leadsTo: '/verify-email',
    },
  ]
  for (const { path: deadPath, again, leadsTo } of dead) {
    await page.goto(`${server.url}${deadPath}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('tickets.expiredTitle'))
    await expect(link(page, again)).toHaveAttribute('href', leadsTo)
    await expect(link(page, words('tickets.signIn'))).toHaveAttribute('href', '/login')
  }

  await context.addCookies([{ name: 'authjs.session-token', value: secret, url: server.url }])
  await page.goto(`${server.url}/edit-profile`)
  await expect(page).toHaveURL(`${server.url}/login`)
  const news = page.getByRole('status')
  await expect(news).toContainText(words('ended.expired'))
  await expect(link(news, words('ended.reset'))).toHaveAttribute('href', '/reset')
  await expect(link(news, words('ended.support'))).toHaveAttribute('href', 'mailto:help@example.org')

  const login = await readForm({ url: `${server.url}/login` }, words('login.send'))
  for (let attempts = 0; attempts < limits.signInForAccount.attempts; attempts += 1) {
    await postForm(login, { login: waiting.username, password: 'not the password' })
  }
  await fill(page, {
    [words('fields.login')]: waiting.username,
    [words('fields.password')]: waiting.password,
  })
  await button(page, words('login.send')).click()
  const [tooOften = ''] = words('faults.too_many_requests', { wait: '…' }).split('…')
  await expect(alertOf(page)).toContainText(tooOften)
  await expect(alertOf(page)).toBeFocused()
  await expect(field(page, words('fields.login'))).toHaveValue(waiting.username)
  await server.stop()
})
