import { config } from '@/lib/config'

/** Where people write for help (`SUPPORT_EMAIL`); null when the operator gave no address. */
export function supportEmail(): string | null {
  return config().supportEmail
}
