import { dictionary } from '@zxcvbn-ts/language-common'
import { processWide } from '@/lib/process/process-wide'

export function isCommonPassword(password: string): boolean {
  const common = processWide('common-passwords', () => new Set(dictionary['passwords-common']))
  return common.has(password.normalize('NFC').toLowerCase())
}
