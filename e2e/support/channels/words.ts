import { createTranslator } from 'next-intl'
import en from '@/lib/i18n/messages/en.json' with { type: 'json' }
import ru from '@/lib/i18n/messages/ru.json' with { type: 'json' }
import type { Locale } from '@/lib/policy'

const messages = { en, ru }

/** The texts of the pages in a language, read from the message files, so that tests hold no copies. */
export function wordsOf(locale: Locale) {
  return createTranslator({ locale, messages: messages[locale] })
}

export type Words = ReturnType<typeof wordsOf>

export function plain(
  words: Words,
  key: Parameters<Words['markup']>[0],
  values: Record<string, string>,
): string {
  return words.markup(key, { ...values, b: (chunks) => chunks })
}
