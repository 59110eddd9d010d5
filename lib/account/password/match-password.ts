import { revokeSessions } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import type { Account, Transaction } from '@/lib/db/client'
import { hashPassword, verifyPassword } from '@/lib/passwords/hash-password'
import { normalisePassword } from './check-password'
import { replacePassword } from './replace-password'

interface PasswordMatch {
  readonly kind: 'own' | 'generated'
  readonly hash: string
  /** Replaces a stored hash in an older or weaker format. */
  readonly newHash: string | null
}

/** An unknown account, no password and a wrong password cost one verification each, so timing reveals nothing. */
export async function matchPassword(account: Account | null, typed: string): Promise<PasswordMatch | null> {
  const password = normalisePassword(typed)
  if (password === null) return null
  const stored = account?.passwordHash ?? null
  const own = await verifyPassword(password, stored)
  if (own.matches && stored !== null)
    return { kind: 'own', hash: stored, newHash: own.outdated ? await hashPassword(password) : null }
  const generated = account?.generatedPasswordHash
  if (!generated) return null
  // The extra verification reveals only that a generated password was requested.
  const { matches } = await verifyPassword(password, generated)
  return matches ? { kind: 'generated', hash: generated, newHash: null } : null
}

interface Acceptance {
  readonly account: Account | null
  readonly match: PasswordMatch
  /** The device that sent the password. It stays known. */
  readonly deviceId?: string | undefined
}

/**
 * Applies a match to the locked account. A generated password becomes the password at its first use: sessions end and
 * the owner is notified. Null when the password was changed during the check, or the account is gone.
 */
export async function acceptPassword(
  tx: Transaction,
  context: RequestContext,
  { account, match, deviceId }: Acceptance,
): Promise<Account | null> {
  const { kind, hash, newHash } = match
  // Also true when a concurrent request has just accepted the same generated password.
  if (account?.passwordHash === hash) {
    if (newHash) await tx.account.update({ where: { id: account.id }, data: { passwordHash: newHash } })
    return account
  }
  if (kind === 'own' || account?.generatedPasswordHash !== hash) return null
  const kept = { shownId: deviceId, receiverId: account.generatedPasswordDeviceId }
  await replacePassword(tx, context, { account, passwordHash: hash, by: 'generated', kept })
  await revokeSessions(tx, { accountId: account.id }, 'password_reset')
  return { ...account, passwordHash: hash }
}
