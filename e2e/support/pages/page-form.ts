import { expect, type Locator, type Page } from '@playwright/test'

type Place = Page | Locator

export function field(within: Place, label: string): Locator {
  return within.getByLabel(label, { exact: true })
}

export function button(within: Place, name: string): Locator {
  return within.getByRole('button', { name, exact: true })
}

export function link(within: Place, name: string): Locator {
  return within.getByRole('link', { name, exact: true })
}

/** A form's error summary. Next has an alert of its own, outside of the main content. */
export function alertOf(page: Page): Locator {
  return page.getByRole('main').getByRole('alert')
}

export function section(page: Page, title: string): Locator {
  return page.getByRole('region', { name: title, exact: true })
}

export async function fill(within: Place, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await field(within, label).fill(value)
}

/** Expects a field to be marked, with the message where a screen reader reads it. */
export async function expectFault(input: Locator, sentence: string): Promise<void> {
  await expect(input).toHaveAccessibleDescription(including(sentence))
  await expect(input).toHaveAttribute('aria-invalid', 'true')
}

function including(sentence: string): RegExp {
  return new RegExp(sentence.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}
