import { config } from '@/lib/config'

export function supportEmail(): string | null {
  return config().supportEmail
}
