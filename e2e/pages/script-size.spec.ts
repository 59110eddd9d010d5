import { gzipSync } from 'node:zlib'
import { expect } from '@playwright/test'
import { test } from '@/e2e/support/fixtures/page-test'

// What Next itself sends (135 kB), and 12 kB for all of ours.
const mostBytes = 147_000

test('the login page sends less than 147 kB of script, gzipped', async ({ page }) => {
  const scripts: Promise<Buffer>[] = []
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') scripts.push(answer.body())
  })
  await page.goto('/login', { waitUntil: 'networkidle' })
  const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  console.log(`script of /login: ${total} bytes gzipped in ${sizes.length} files`)
  expect(sizes.length).toBeGreaterThan(0)
  expect(total).toBeLessThan(mostBytes)
})
