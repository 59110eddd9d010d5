import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright'
import { findChromium } from '@/e2e/support/pages/find-chromium'
import type { Subject } from './measures'
import type { Results } from './results'

/** A page's script size, each file gzipped, its first paint, and how long it blocks. */
export async function measureScript(results: Results, { name, server }: Subject, paths: readonly string[]) {
  const browser = await chromium.launch({ args: ['--no-sandbox'], ...findChromium() })
  for (const path of paths) {
    const page = await browser.newPage()
    const scripts: Promise<Buffer>[] = []
    page.on('response', (answer) => {
      if (answer.request().resourceType() === 'script') scripts.push(answer.body())
    })
    await page.goto(server.url + path, { waitUntil: 'networkidle' })
    const bytes = (await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0)
    results.add(name, `script of ${path}, gzip`, 'kB', bytes / 1_000)
    const { paintedMillis, blockedMillis } = await page.evaluate(readTimeline)
    results.add(name, `first contentful paint of ${path}`, 'ms', paintedMillis)
    results.add(name, `blocking time of ${path}`, 'ms', blockedMillis)
    await page.close()
  }
  await browser.close()
}

/** Runs in the page and reads the browser's timings. A task blocks for the time it takes beyond 50 ms. */
async function readTimeline(): Promise<{ paintedMillis: number; blockedMillis: number }> {
  const [paint] = performance.getEntriesByName('first-contentful-paint')
  const tasks = await new Promise<PerformanceEntryList>((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries())).observe({
      type: 'longtask',
      buffered: true,
    })
    setTimeout(() => resolve([]), 100)
  })
  const blockedMillis = tasks.reduce((total, { duration }) => total + duration - 50, 0)
  return { paintedMillis: paint?.startTime ?? 0, blockedMillis }
}
