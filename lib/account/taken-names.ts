import { isUniqueViolation, prisma, type Transaction } from '@/lib/db/client'
import { type Failure, type FailureCode, fail } from './failure'

/** `email_taken`, `username_taken`, both or none. The account with `ownId` is ignored. */
export async function findTaken(
  wanted: { readonly email: string; readonly usernameKey: string | null },
  tx: Transaction = prisma(),
  ownId?: string,
): Promise<FailureCode[]> {
  const names = [{ email: wanted.email }, { usernameKey: wanted.usernameKey ?? '' }]
  const holders = await tx.account.findMany({
    where: { OR: names, ...(ownId === undefined ? {} : { id: { not: ownId } }) },
    select: { email: true, usernameKey: true },
  })
  const codes: FailureCode[] = []
  if (holders.some(({ email }) => email === wanted.email)) codes.push('email_taken')
  if (holders.some(({ usernameKey }) => usernameKey && usernameKey === wanted.usernameKey))
    codes.push('username_taken')
  return codes
}

/** For `catch`: turns a unique index violation (a lost race) into this failure. Other errors are rethrown. */
export function failAsTaken(code: FailureCode): (error: unknown) => Failure {
  return (error) => {
    if (isUniqueViolation(error)) return fail(code)
    throw error
  }
}
