import { expect } from '@playwright/test'
import { knownLocale } from '@/lib/i18n/locale'
import { People } from './people'
import { test as base } from './test'
import { type Words, wordsOf } from './words'

interface PageFixtures {
  people: People
  /** The words of the language that the browser asks for. */
  words: Words
  /** A test fails when a page of its browser throws, as a fault in hydration does, or asks for what its policy forbids. */
  noPageErrors: undefined
}

/** The test for pages: a browser that speaks English unless told otherwise, and people to be. */
export const test = base.extend<PageFixtures>({
  locale: 'en-GB',
  people: async ({ server, mailbox }, use) => use(new People(server.url, mailbox)),
  words: async ({ locale }, use) => use(wordsOf(knownLocale(locale?.slice(0, 2)) ?? 'en')),
  noPageErrors: [
    async ({ context }, use) => {
      const errors: string[] = []
      context.on('weberror', (thrown) => errors.push(thrown.error().message))
      context.on('console', (message) => {
        if (/Content Security Policy/.test(message.text())) errors.push(message.text())
      })
      await use(undefined)
      expect(errors).toEqual([])
    },
    { auto: true },
  ],
})
