import { prisma } from '@/lib/db/client'
import { verifyPassword } from '@/lib/passwords/hash-password'
import type { Member, Visit } from './caller'
import { normalisePassword } from './check-password'
import { fail, type Result } from './failure'

/** The caller has just shown its current password, whose hash was `passwordHash`: whoever acts on it checks that it still is. */
export interface PasswordProof {
  readonly member: Member
  readonly passwordHash: string
}

/**
 * Asks the caller for its current password before something that a borrowed browser must not do.
 *
 * @returns the proof; or `signed_out`; or `wrong_password`
 */
export async function provePassword(
  { caller }: Visit,
  currentPassword: string,
): Promise<Result<PasswordProof>> {
  if (caller.kind === 'guest') return fail('signed_out')
  const row = await prisma().account.findUnique({
    where: { id: caller.account.id },
    select: { passwordHash: true },
  })
  const password = normalisePassword(currentPassword)
  if (password === null) return fail('wrong_password')
  const verdict = await verifyPassword(password, row?.passwordHash ?? null)
  if (!row?.passwordHash || !verdict.matches) return fail('wrong_password')
  return { ok: true, member: caller, passwordHash: row.passwordHash }
}
