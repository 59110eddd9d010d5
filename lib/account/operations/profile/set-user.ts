import { type AccountFacts, accountFacts } from '@/lib/account/account-facts'
import { type Failure, fail, failAll, type Result } from '@/lib/account/failure'
import { giveBack, giveBackIfBusy, takeAttempt } from '@/lib/account/limits/attempts'
import { lockAccount } from '@/lib/account/lock'
import { checkNewPassword } from '@/lib/account/password/check-password'
import { type PasswordProof, provePassword } from '@/lib/account/password/prove-password'
import { setOwnPassword } from '@/lib/account/password/replace-password'
import { FieldReader } from '@/lib/account/read-fields'
import { changeAddressAtOnce } from '@/lib/account/records/address-change'
import type { Member, RequestContext } from '@/lib/account/request-context'
import { failAsTaken } from '@/lib/account/taken-names'
import { type Account, type Transaction, transact } from '@/lib/db/client'
import { hashPassword } from '@/lib/passwords/hash-password'
import { emailRule, genderRule, phoneRule, regionRule } from '@/lib/rules'

/** The fields that an app can set. Absent: unchanged. */
export interface UserInput {
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly gender?: 'female' | 'male' | undefined
  readonly region?: string | undefined
  readonly password?: string | undefined
  readonly currentPassword: string | null
}

interface RequestedChanges {
  /** Null if absent, or already the account's address. */
  readonly email: string | null
  readonly password: string | null
  readonly details: Partial<Pick<Account, 'phone' | 'gender' | 'region'>>
}

/**
 * Sets the given fields, all or none (POST /user/set of the device document's next edition). A first password or
 * address needs only the session, because apps written for that document send nothing more. Changing one needs the
 * current password. The address takes effect at once, unverified.
 * @returns the updated account; or `signed_out`; or all field faults; or `wrong_password`, `email_taken`,
 *   `too_many_requests`
 */
export async function setUser(
  context: RequestContext,
  input: UserInput,
): Promise<Result<{ account: AccountFacts }>> {
  const { caller } = context
  if (caller.kind === 'guest') return fail('signed_out')
  const wanted = readChanges(context, caller.account, input)
  if ('ok' in wanted) return wanted
  const proof = await proveChange(context, caller, { wanted, currentPassword: input.currentPassword })
  if (!proof.ok) return proof
  const failure = await takeAttempts(caller, wanted)
  if (failure) return failure
  const giveAttemptBack = () => giveBack('changeOfPassword', caller.account.id)
  const { password } = wanted
  const passwordHash =
    password === null ? null : await giveBackIfBusy(giveAttemptBack, async () => await hashPassword(password))
  return await transact(async (tx) => await saveChanges(tx, context, { proof, wanted, passwordHash })).catch(
    failAsTaken('email_taken'),
  )
}

function readChanges(
  { channel }: RequestContext,
  account: AccountFacts,
  input: UserInput,
): RequestedChanges | Failure {
  const fields = new FieldReader()
  const email = fields.read(emailRule, input.email)
  const phone = fields.read(phoneRule, input.phone)
  const gender = fields.read(genderRule, input.gender)
  const region = fields.read(regionRule, input.region)
  const about = { username: account.username, email: email ?? account.email }
  const checked =
    input.password === undefined ? null : checkNewPassword({ newPassword: input.password }, channel, about)
  if (checked && !checked.ok) fields.codes.push(...checked.codes)
  const failure = failAll(fields.codes)
  if (failure) return failure
  return {
    email: email === account.email ? null : email,
    password: checked?.ok ? checked.password : null,
    details: {
      ...(phone !== null && { phone }),
      ...(gender !== null && { gender }),
      ...(region !== null && { region }),
    },
  }
}

type Proof = Result<Pick<PasswordProof, 'member'> & { readonly passwordHash: string | null | undefined }>

/**
 * Checks the current password if an existing password or address changes. `passwordHash` is what the account must still
 * have when it is locked; undefined: not compared.
 */
async function proveChange(
  context: RequestContext,
  member: Member,
  { wanted, currentPassword }: { wanted: RequestedChanges; currentPassword: string | null },
): Promise<Proof> {
  const { hasPassword, email } = member.account
  const changesPassword = wanted.password !== null && hasPassword
  const changesEmail = wanted.email !== null && email !== null
  if (changesPassword || changesEmail) return await provePassword(context, currentPassword ?? '')
  return { ok: true, member, passwordHash: wanted.password === null ? undefined : null }
}

async function takeAttempts(
  { account }: Member,
  { email, password }: RequestedChanges,
): Promise<Failure | null> {
  const failure = email === null ? null : await takeAttempt('changeOfName', account.id)
  return failure ?? (password === null ? null : await takeAttempt('changeOfPassword', account.id))
}

/** Sets the password before the address: its notice goes to the old address. */
async function saveChanges(
  tx: Transaction,
  context: RequestContext,
  {
    proof: { member, passwordHash: provedHash },
    wanted: { email, details },
    passwordHash,
  }: {
    proof: { member: Member; passwordHash: string | null | undefined }
    wanted: RequestedChanges
    passwordHash: string | null
  },
): Promise<Result<{ account: AccountFacts }>> {
  const account = await lockAccount(tx, member.account.id)
  if (!account) return fail('signed_out')
  const isFirstAddress = provedHash === undefined && email !== null
  if (provedHash !== undefined && account.passwordHash !== provedHash) return fail('wrong_password')
  if (isFirstAddress && account.email !== null) return fail('wrong_password')
  if (passwordHash !== null)
    await setOwnPassword(tx, context, { account, passwordHash, sessionId: member.session.id })
  if (email !== null) await changeAddressAtOnce(tx, context, { account, email })
  const updated = await tx.account.update({ where: { id: account.id }, data: details })
  return { ok: true, account: accountFacts(updated) }
}
