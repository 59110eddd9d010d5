import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { type APIResponse, expect } from '@playwright/test'
import { type Answer, send } from '@/e2e/support/clients/send'
import { test } from '@/e2e/support/fixtures/page-test'
import { launchServer } from '@/e2e/support/servers/server'

/** Every address under `app`, with sample values for its parameters. */
function servedPaths(): string[] {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
  const serving = files.filter((file) => /(^|\/)(page|route)\.tsx?$/.test(file))
  const segments = serving.map((file) => path.dirname(file).split(path.sep))
  return segments.map((names) => `/${names.map(served).filter(Boolean).join('/')}`)
}

function served(segment: string): string {
  if (segment === '.' || segment.startsWith('(')) return ''
  if (segment.startsWith('[[...')) return 'nowhere'
  return segment.startsWith('[') ? 'A'.repeat(43) : segment
}

const beyond = ['/nowhere', '/%', '/login/', '/_next/static/nowhere.js', '/icon.svg']

function isMachines(address: string): boolean {
  return address.startsWith('/api/') || address.endsWith('.json')
}

/** The Content Security Policy of an answer, by directive. */
function policyOf(answer: APIResponse): Record<string, string> {
  const policy = answer.headers()['content-security-policy'] ?? ''
  const directives = policy.split('; ').map((directive) => directive.split(' '))
  return Object.fromEntries(directives.map(([name, ...sources]) => [name, sources.join(' ')]))
}

for (const address of [...servedPaths(), ...beyond]) {
  test(`E08: ${address} is answered with every security header`, async ({ request }) => {
    const answers = [
      await request.get(address, { maxRedirects: 0 }),
      await request.fetch(address, { method: 'OPTIONS', maxRedirects: 0 }),
      await request.post(address, { data: '{', maxRedirects: 0 }),
    ]
    for (const answer of answers) {
      const headers = answer.headers()
      expect(answer.status(), address).toBeLessThan(500)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'referrer-policy': expect.stringMatching(/^(no-referrer|strict-origin-when-cross-origin)$/),
      })
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers).not.toHaveProperty('server')
      // The inbox and the gallery show mails and entries in frames of their own.
      const isFramed = /^\/(inbox|gallery)(\/|$)/.test(address)
      expect(policyOf(answer)['frame-ancestors']).toBe(isFramed ? "'self'" : "'none'")
      expect(headers['x-frame-options']).toBe(isFramed ? 'SAMEORIGIN' : 'DENY')
      if (isMachines(address)) expect(policyOf(answer)['default-src']).toBe("'none'")
    }
  })
}

const pages = [
  '/login',
  '/register',
  '/reset',
  '/verify-email',
  '/reset/x',
  '/verify-email/x',
  '/docs',
  '/inbox',
  '/nowhere',
]

for (const address of pages) {
  test(`${address} runs only the scripts that its answer marked`, async ({ request }) => {
    const first = policyOf(await request.get(address))
    const second = policyOf(await request.get(address))
    const marked = /^'self' 'nonce-([\w+/]{22}==)' 'strict-dynamic'$/
    expect(first['script-src']).toMatch(marked)
    expect(second['script-src']).toMatch(marked)
    expect(first['script-src']).not.toBe(second['script-src'])
    expect(first).toMatchObject({ 'object-src': "'none'", 'base-uri': "'none'", 'form-action': "'self'" })
  })
}

test('before the server is ready a request waits, and gets all security headers; a malformed one does not stop it', async () => {
  test.setTimeout(240_000)
  const server = await launchServer()
  let isReady = false
  const ready = server.ready().finally(() => {
    isReady = true
  })
  const waiting = sendAtOnce(`${server.url}/api/health/live`)
  const rejectedCount = await sendMalformedUntil(server.url, () => isReady)
  await ready
  const { status, headers } = await waiting
  await server.stop()
  expect(rejectedCount).toBeGreaterThan(0)
  expect(await server.ended()).toBe(0)
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-request-id': expect.stringMatching(/^[0-9a-f]{16}$/),
  })
  const output = server.output()
  const startedAt = output.indexOf('"event":"started"')
  const answeredAt = output.indexOf(`"request":"${headers['x-request-id']}"`)
  expect(startedAt).toBeGreaterThan(-1)
  expect(answeredAt).toBeGreaterThan(startedAt)
})

/** Returns how many requests were rejected. */
async function sendMalformedUntil(url: string, isOver: () => boolean): Promise<number> {
  const { port } = new URL(url)
  let rejectedCount = 0
  while (!isOver()) {
    for (const head of ['GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n'])
      if (await isRefused(Number(port), head)) rejectedCount += 1
    await pass(5)
  }
  return rejectedCount
}

/** Whether Node itself rejected a request; false while nothing listens yet. */
function isRefused(port: number, head: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(head))
    socket.setTimeout(200, () => socket.destroy())
    socket.once('data', (answer) => {
      resolve(/^HTTP\/1\.1 4/.test(String(answer)))
      socket.destroy()
    })
    socket.on('error', () => {})
    socket.once('close', () => resolve(false))
  })
}

/** Sends a request as soon as the port is open. */
async function sendAtOnce(url: string): Promise<Answer> {
  for (;;) {
    try {
      return await send(url)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error
      // Leaves the processor to the server.
      await pass(5)
    }
  }
}
