import { expect, test } from '@playwright/test'
import { unique } from '@/e2e/support/accounts'
import { Mailbox } from '@/e2e/support/mailbox'
import { People } from '@/e2e/support/people'
import { postForm, readForm, sessionLine } from '@/e2e/support/raw-form'
import { startServer } from '@/e2e/support/server'
import { wordsOf } from '@/e2e/support/words'

const words = wordsOf('en')
const appUrl = 'https://accounts.example.org'
const viaProxy = { origin: appUrl, 'x-forwarded-host': 'accounts.example.org', 'x-forwarded-proto': 'https' }

test('behind https the session cookie is bound to the host, the plain name counts for nothing, and nobody asked for a gallery', async () => {
  test.slow()
  const server = await startServer({ env: { APP_URL: appUrl, GALLERY: '' } })
  const people = new People(server.url, new Mailbox(server.url), viaProxy)
  const { username, password } = await people.verified({ username: unique('ada') })
  const form = await readForm({ url: `${server.url}/login` }, words('login.send'))
  const line = sessionLine(await postForm(form, { login: username, password }, viaProxy)) ?? ''
  const [pair = '', ...flags] = line.split('; ')
  expect(pair).toMatch(/^__Host-authjs\.session-token=[\w-]{43}$/)
  expect(flags.map((flag) => flag.toLowerCase())).toEqual(
    expect.arrayContaining(['path=/', 'httponly', 'secure', 'samesite=lax']),
  )
  expect(line).not.toMatch(/domain/i)
  const status = async (cookie: string) =>
    (await fetch(`${server.url}/api/account`, { headers: { cookie } })).status
  expect(await status(pair)).toBe(200)
  expect(await status(pair.replace('__Host-', ''))).toBe(401)
  const samples = [
    '/gallery',
    '/gallery/en/light/page/login/usual',
    '/gallery/en/light/mail/mail-verify-email/usual',
  ]
  for (const path of samples) expect((await fetch(`${server.url}${path}`)).status, path).toBe(404)
  await server.stop()
})
