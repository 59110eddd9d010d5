import { expect } from '@playwright/test'
import { postForm, readForm, sessionLine } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/page-test'

const words = wordsOf('en')

function formOf(pairs: readonly (readonly [name: string, value: string | Blob])[]): FormData {
  const form = new FormData()
  for (const [name, value] of pairs) form.append(name, value)
  return form
}

/** The text of the answer; fails on an internal server error. */
async function textOf(answer: Response): Promise<string> {
  const text = await answer.text()
  expect(text).not.toContain(words('faults.server_fault'))
  return text
}

test.describe('a broken form changes nothing, gives no session and is answered with an error', () => {
  const broken = {
    'a name with NUL': [['username', 'ada\0']],
    'a field that stands twice': [
      ['username', 'ada'],
      ['username', 'eve'],
    ],
    'a file where text belongs': [['username', new Blob(['ada'], { type: 'text/plain' })]],
    'more fields than any form of ours has': Array.from({ length: 70 }, (_, n) => [`f${n}`, 'x'] as const),
  } as const satisfies Record<string, readonly (readonly [string, string | Blob])[]>

  for (const [name, pairs] of Object.entries(broken)) {
    test(name, async ({ server, people, mailbox, address }) => {
      const form = await readForm({ url: `${server.url}/register` }, words('register.send'))
      const own = [
        ['email', address],
        ['password', 'correct horse battery'],
      ] as const
      const answer = await postForm(form, formOf([...own, ...pairs]))
      expect(answer.status).toBe(200)
      expect(await textOf(answer)).toContain(words('faults.malformed'))
      expect(sessionLine(answer)).toBeNull()
      await people.verified()
      expect(await mailbox.list(address)).toEqual([])
    })
  }
})

test('a form with bytes that are not UTF-8 is malformed', async ({ server, mailbox, address }) => {
  const form = await readForm({ url: `${server.url}/register` }, words('register.send'))
  const boundary = 'x'.repeat(30)
  const pairs = [...form.hidden, ['email', address], ['password', 'correct horse battery']] as const
  const part = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`
  const head = pairs.map(([name, value]) => `${part(name)}${value}\r\n`).join('')
  // A lone surrogate as a careless encoder writes it (CESU-8): ED A0 80.
  const body = Buffer.concat([
    Buffer.from(`${head}${part('username')}ada`),
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const answer = await fetch(form.url, {
    method: 'POST',
    body,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'accept-language': 'en' },
  })
  expect(answer.status).toBe(200)
  expect(await textOf(answer)).toContain(words('faults.malformed'))
  expect(await mailbox.list(address)).toEqual([])
})

test('a form of a megabyte is rejected, and the server keeps running', async ({ server, people }) => {
  const person = await people.verified()
  const form = await readForm({ url: `${server.url}/login` }, words('login.send'))
  const login = person.username
  const sent = postForm(form, { login, password: person.password, more: 'x'.repeat(1024 * 1024) })
  // The server answers before it has read all, and hangs up; a client may notice only the second.
  const answer = await sent.catch(() => null)
  expect(answer?.status ?? 413).toBe(413)
  expect(answer?.headers.get('location') ?? null).toBeNull()
  expect(answer ? sessionLine(answer) : null).toBeNull()
  expect(await people.canSignIn(login, person.password)).toBe(true)
})

test('a page accepts reads and posts, and nothing else', async ({ server }) => {
  for (const path of ['/login', '/edit-profile', '/reset/x', '/docs']) {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'PURGE']) {
      const { status, headers } = await send(server.url + path, { method })
      expect({ path, method, status, allow: headers.allow }).toEqual({
        ...{ path, method, status: 405 },
        allow: 'GET, HEAD, POST',
      })
    }
  }
})

test('broken action names are rejected, and are not server errors', async ({ server, address }) => {
  const form = await readForm({ url: `${server.url}/register` }, words('register.send'))
  const fields = { email: address, password: 'correct horse battery' }
  const hidden = (change: (name: string, value: string) => [string, string][]) =>
    form.hidden.flatMap(([name, value]) => change(name, value))
  const mangled = [
    hidden((name, value) => [[name, value.replaceAll(/[0-9a-f]{40,}/g, 'f'.repeat(42))]]),
    hidden((name, value) => [[name, value.slice(1)]]),
    hidden((name) => [[name, '{"id":']]),
    hidden((name, value) => [[name.replace('$ACTION_REF', '$ACTION_ID'), value]]),
    hidden((name, value) => (name.includes(':') ? [] : [[name, value]])),
  ]
  for (const pairs of mangled) {
    const answer = await postForm({ ...form, hidden: pairs }, fields)
    expect(answer.status, JSON.stringify(pairs)).toBeLessThan(500)
    expect(sessionLine(answer)).toBeNull()
  }
})

test('a truncated form is its sender’s error, and starts no log line of its own', async ({ server }) => {
  const printed = server.output().length
  const part = (name: string, value = '') =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const forged = '$ACTION_ID_x\n{"level":60,"event":"forged"}'
  const bodies = ['--x', 'x', part('login', 'ada'), `\xff${part('login')}--x--`, `${part(forged)}--x--`]
  const type = 'multipart/form-data'
  for (const path of ['/', '/login', '/edit-profile', '/gallery'])
    for (const body of bodies)
      for (const contentType of [`${type}; boundary=x`, `${type}; boundary=`, type]) {
        const headers = { 'content-type': contentType, 'accept-language': 'en' }
        const { status, text } = await send(server.url + path, { method: 'POST', headers, body })
        expect({ path, body, contentType, status, isFault: status >= 500 }).toMatchObject({ isFault: false })
        // The second is Next's own text for an invalid action.
        if (status === 400) expect(['Bad Request', 'Invalid Server Action request.']).toContain(text)
      }
  const broken = { 'content-type': `${type}; boundary=x`, 'next-action': 'f'.repeat(42) }
  await send(`${server.url}/login`, { method: 'POST', headers: broken, body: 'x' })
  const secret = 'S'.repeat(43)
  await send(`${server.url}/login`, {
    method: 'POST',
    headers: { ...broken, 'next-action': secret },
    body: 'x',
  })
  expect(server.output()).not.toContain(secret)
  const lines = server.output().slice(printed).split('\n').filter(Boolean)
  for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow()
  expect(lines.join()).not.toMatch(/"level":[56]0/)
  expect(lines.join()).toContain('framework_message')
})
