import { cookies } from 'next/headers'
import { config } from '@/lib/config'
import { knownLocale } from '@/lib/i18n/locale'

const yearInSeconds = 365 * 24 * 3_600

export async function rememberLocale(text: string): Promise<void> {
  const locale = knownLocale(text)
  if (locale === null) return
  const options = { sameSite: 'lax', secure: config().isHttps, path: '/', maxAge: yearInSeconds } as const
  ;(await cookies()).set('NEXT_LOCALE', locale, options)
}
