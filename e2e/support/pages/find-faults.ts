import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { RunOptions } from 'axe-core'
import { waitUntilStill } from './wait-until-still'

export type Rules = NonNullable<RunOptions['runOnly']>

/** The only rule that the dark theme can break: it has other colours and the same markup. */
export const contrast: Rules = { type: 'rule', values: ['color-contrast'] }

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Axe's findings on a page, without frames, for all rules unless some are given. Loads axe once per page and reports
 * only violations: `AxeBuilder` takes seconds for the same. Style sheets are not fetched again for axe: only one rule
 * reads them, an experimental one that never runs.
 */
export async function findFaults(page: Page, runOnly?: Rules): Promise<string[]> {
  await waitUntilStill(page)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const options: RunOptions = {
    resultTypes: ['violations'],
    iframes: false,
    preload: { assets: ['media'] },
    ...(runOnly && { runOnly }),
  }
  return await page.evaluate<string[]>(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  )
}
