import { type Account, database } from '@/lib/db/client'
import { emailRule, fieldLimits, foldLogin, trimSpaces } from '@/lib/rules'
import { accountColumns } from './lock'

/** Folds the login as the attempt limits do, so that another spelling never gives extra attempts. */
export async function findByLogin(login: string): Promise<Account | null> {
  if (login.includes('@'))
    return emailRule.safeParse(login).success ? await findBy('email', foldLogin(login)) : null
  if (trimSpaces(login).length > 4 * fieldLimits.usernameMax) return null
  return await findBy('usernameKey', foldLogin(login))
}

export async function findById(id: string): Promise<Account | null> {
  return await findBy('id', id)
}

async function findBy(key: 'id' | 'usernameKey' | 'email', value: string): Promise<Account | null> {
  const statement = `SELECT ${accountColumns} FROM "Account" WHERE "${key}" = $1`
  const [account] = await database().query<Account>(statement, [value])
  return account ?? null
}
