import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import type { Locale } from '@/lib/policy'
import { knownLocale, negotiateLocale } from './locale'
import en from './messages/en.json'
import ru from './messages/ru.json'

const messages = { en, ru } satisfies Record<Locale, typeof en>

export default getRequestConfig(async ({ locale: requested }) => {
  const locale = knownLocale(requested) ?? (await requestLocale())
  return { locale, messages: messages[locale] }
})

async function requestLocale(): Promise<Locale> {
  const cookie = (await cookies()).get('NEXT_LOCALE')?.value
  return negotiateLocale(cookie, (await headers()).get('accept-language'))
}
