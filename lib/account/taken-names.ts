import { isTaken, prisma, type Transaction } from '@/lib/db/client'
import { type Failure, type FailureCode, fail } from './failure'

/**
 * Which of a name and an address are held by accounts.
 *
 * @param ownId an account that does not count
 */
export async function findTaken(
  wanted: { readonly email: string; readonly usernameKey: string | null },
  tx: Transaction = prisma(),
  ownId?: string,
): Promise<FailureCode[]> {
  const held = [{ email: wanted.email }, { usernameKey: wanted.usernameKey ?? '' }]
  const holders = await tx.account.findMany({
    where: { OR: held, ...(ownId === undefined ? {} : { id: { not: ownId } }) },
    select: { email: true, usernameKey: true },
  })
  const codes: FailureCode[] = []
  if (holders.some(({ email }) => email === wanted.email)) codes.push('email_taken')
  if (holders.some(({ usernameKey }) => usernameKey && usernameKey === wanted.usernameKey))
    codes.push('username_taken')
  return codes
}

/**
 * For `catch`: of two who take one name, address or identity in the same moment the unique index refuses the second,
 * who is answered with this code. Any other fault goes on.
 */
export function failAsTaken(code: FailureCode): (error: unknown) => Failure {
  return (error) => {
    if (isTaken(error)) return fail(code)
    throw error
  }
}
