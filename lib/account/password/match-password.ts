import { revoke } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import type { Account, Transaction } from '@/lib/db/client'
import { hashPassword, verifyPassword } from '@/lib/passwords/hash-password'
import { normalisePassword } from './check-password'
import { replacePassword } from './replace-password'

/** A password was an account's: its own one, or a generated one that nobody has used yet. */
interface PasswordMatch {
  readonly kind: 'own' | 'generated'
  /** The stored hash that it matched. */
  readonly hash: string
  /** The own password hashed anew, where the stored hash is of an older or weaker kind. */
  readonly newHash: string | null
}

/**
 * Compares a password with an account's own and then with its generated one, as `lockAccount` and `findByLogin` tell
 * it: null once its time is over. An unknown account, one without
 * password and a wrong password take exactly one verification each. While a generated password is waiting a
 * wrong one takes two: that tells that somebody asked for it, which whoever did knows.
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
 * Lets a match count in the transaction that acts on it. A generated password becomes the password at its first
 * use: all sessions end, whatever was asked for under the old one is void, and the owner is told. The account
 * is locked.
 *
 * @param acceptance `account` as it now is, or null when it is gone;
 *   `deviceId` is the one that came with the password: that device stays known, as does the one it was pushed to
 * @returns the account; null when the password was changed while it was being checked
 */
export async function acceptPassword(
  tx: Transaction,
  context: RequestContext,
  { account, match, deviceId }: Acceptance,
): Promise<Account | null> {
  const { kind, hash, newHash } = match
  // Also when the same generated password has just become it in a request beside this one.
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
