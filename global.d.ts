import type messages from '@/lib/i18n/messages/en.json'
import type { Locale as OurLocale } from '@/lib/policy'

declare module 'next-intl' {
  interface AppConfig {
    Locale: OurLocale
    Messages: typeof messages
  }
}
