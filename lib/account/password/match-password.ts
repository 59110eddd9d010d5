import { revoke } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import type { Account, Transaction } from '@/lib/db/client'
import { hashPassword, verifyPassword } from '@/lib/passwords/hash-password'
import { normalisePassword } from './check-password'
import { replacePassword } from './replace-password'

interface PasswordMatch {
  /** `generated`: one that has not been used yet. */
  readonly kind: 'own' | 'generated'
  readonly hash: string
  /** Replaces a stored hash in an older or weaker format. */
  readonly newHash: string | null
}

/**
 * Compares a password with an account's own and then with its unexpired generated one. An unknown account, one without
 * a password and a wrong password cost one verification each. With a generated password waiting, a wrong one costs two:
 * this reveals only that one was requested.
 *
 * @throws TooBusy
 */
export async function matchPassword(account: Account | null, typed: string): Promise<PasswordMatch | null> {
  const password = normalisePassword(typed)
  if (password === null) return null
  const stored = account?.passwordHash ?? null
  const own = await verifyPassword(password, stored)
  if (own.matches && stored !== null)
    return { kind: 'own', hash: stored, newHash: own.outdated ? await hashPassword(password) : null }
  const generated = account?.generatedPasswordHash
  if (!generated) return null
  const { matches } = await verifyPassword(password, generated)
  return matches ? { kind: 'generated', hash: generated, newHash: null } : null
}

interface Acceptance {
  readonly account: Account | null
  readonly match: PasswordMatch
  readonly deviceId?: string | undefined
}

/**
 * Applies a match to the locked account. The first use of a generated password makes it the password: sessions end and
 * the owner is notified.
 *
 * @param acceptance `account`: null when it is gone; `deviceId`: the device that sent the password, which stays known
 * @returns the account; null when its password was changed during the check
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
  await revoke(tx, { accountId: account.id }, 'password_reset')
  return { ...account, passwordHash: hash }
}
