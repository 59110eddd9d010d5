import { randomBytes } from 'node:crypto'
import { guest, type Visit } from '@/lib/account/caller'
import { findCallerBySecret } from '@/lib/account/session'
import type { DialectName } from '@/lib/policy'

/** A word that no other test uses. */
export function unique(word: string): string {
  return `${word}${randomBytes(5).toString('hex')}`
}

export const goodPassword = 'correct horse battery'

/** A visit of nobody in particular, through one door. */
export function visitor(dialect: DialectName = 'form'): Visit {
  return { caller: guest, dialect, locale: 'en', address: '127.0.0.1', userAgent: 'test' }
}

/** A visit by whoever holds a session. */
export async function visitorWith(secret: string, dialect: DialectName = 'form'): Promise<Visit> {
  return { ...visitor(dialect), caller: await findCallerBySecret(secret) }
}
