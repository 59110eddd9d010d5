import { dictionary } from '@zxcvbn-ts/language-common'
import { processWide } from '@/lib/process/process-wide'

/** Whether a password is among the most common ones (some 49,000, of which 17,000 have 8 characters or more). */
export function isCommonPassword(password: string): boolean {
  const common = processWide('common-passwords', () => new Set(dictionary['passwords-common']))
  return common.has(password.normalize('NFC').toLowerCase())
}
