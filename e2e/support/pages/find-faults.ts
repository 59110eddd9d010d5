import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'
import { waitUntilStill } from './wait-until-still'

export type Rules = NonNullable<RunOptions['runOnly']>

/** The only rule that the dark theme can break: it has other colours and the same markup. */
export const contrast: Rules = { type: 'rule', values: ['color-contrast'] }

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Axe's findings on a page, without frames, for all rules unless some are given. Loads axe once per page and reports
 * only violations: `AxeBuilder` takes seconds for the same.
 */
export async function findFaults(page: Page, runOnly?: Rules): Promise<string[]> {
  await waitUntilStill(page)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const options: RunOptions = { resultTypes: ['violations'], iframes: false, ...(runOnly && { runOnly }) }
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
