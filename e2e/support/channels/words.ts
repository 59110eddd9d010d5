import { createTranslator } from 'next-intl'
import en from '@/lib/i18n/messages/en.json' with { type: 'json' }
import ru from '@/lib/i18n/messages/ru.json' with { type: 'json' }
import type { Locale } from '@/lib/policy'

const messages = { en, ru }

/** What the pages say in a language: tests look for the sentences of the message files, not for copies. */
export function wordsOf(locale: Locale) {
  return createTranslator({ locale, messages: messages[locale] })
}

export type Words = ReturnType<typeof wordsOf>

/** A sentence with bold parts, as plain text. */
export function plain(
  words: Words,
  key: Parameters<Words['markup']>[0],
  values: Record<string, string>,
): string {
  return words.markup(key, { ...values, b: (chunks) => chunks })
}
