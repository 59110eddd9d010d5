import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '@/e2e/support/fixtures/test'
import { launchServer, startServer } from '@/e2e/support/servers/server'

test.describe.configure({ timeout: 240_000 })

const DATABASE_URL = 'postgresql://latchkey:hunter2@127.0.0.1:9/latchkey'

const badSettings: { name: string; env: Record<string, string>; messages: string[] }[] = [
  {
    name: 'several faults at once',
    env: { DATABASE_URL, BCRYPT_COST: 'ten', SMTP_URL: 'smtp://127.0.0.1:9', LOG_LEVEL: 'loud' },
    messages: [
      'BCRYPT_COST must be a whole number',
      'AUTH_SECRET is required',
      'MAIL_FROM is required',
      'LOG_LEVEL',
    ],
  },
  {
    name: 'a secret that is short',
    env: { DATABASE_URL, AUTH_SECRET: 'x'.repeat(31) },
    messages: ['AUTH_SECRET must have at least 32 characters'],
  },
  {
    name: 'a secret that everybody knows',
    env: { DATABASE_URL, AUTH_SECRET: `changeme${'x'.repeat(32)}` },
    messages: ['AUTH_SECRET must not be a published example'],
  },
]

for (const { name, env, messages } of badSettings) {
  test(`A16: a server does not start with ${name}, and reports the reason`, async () => {
    const server = await launchServer({ env })
    expect(await server.ended()).toBe(1)
    for (const words of messages) expect(server.output()).toContain(words)
    expect(server.output()).not.toContain('hunter2')
    expect(server.output()).not.toContain('xxxx')
  })
}

test('A16: each data folder has its own secret, which only its owner can read and a restart keeps', async ({
  server,
}) => {
  const other = await startServer()
  const { dataFolder } = other
  const secret = await secretOf(dataFolder)
  await other.stop()
  expect(secret).not.toBe(await secretOf(server.dataFolder))

  const again = await startServer({ dataFolder })
  expect(await secretOf(dataFolder)).toBe(secret)
  await again.stop()
})

async function secretOf(dataFolder: string): Promise<string> {
  const file = path.join(dataFolder, 'secret')
  expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600')
  const secret = await readFile(file, 'utf8')
  expect(secret).toMatch(/^[\w-]{43}$/)
  return secret
}
