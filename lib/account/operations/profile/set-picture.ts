import { type AccountFacts, accountFacts } from '@/lib/account/account-facts'
import { type FailureCode, fail, type Result } from '@/lib/account/failure'
import { takeAttempt } from '@/lib/account/limits/attempts'
import { lockAccount } from '@/lib/account/lock'
import type { RequestContext } from '@/lib/account/request-context'
import { transact } from '@/lib/db/client'
import { encodePicture, type PictureFault } from '@/lib/pictures/encode-picture'
import { fieldLimits } from '@/lib/rules'

const codes: Record<PictureFault, FailureCode> = {
  unreadable: 'picture_unreadable',
  too_small: 'picture_too_small',
  too_many_pixels: 'picture_too_many_pixels',
}

/**
 * Replaces the caller's picture. The file is encoded again and gets a new URL; the old picture is deleted.
 * @param file the uploaded bytes, unchecked
 * @returns the updated account; or `signed_out`; or a fault of the file; or `too_many_requests`
 * @throws TooBusy if too many pictures are waiting
 */
export async function setPicture(
  { caller }: RequestContext,
  { file }: { file: Uint8Array },
): Promise<Result<{ account: AccountFacts }>> {
  if (caller.kind === 'guest') return fail('signed_out')
  if (file.length === 0) return fail('picture_missing')
  if (file.length > fieldLimits.pictureMaxBytes) return fail('picture_too_large')
  const accountId = caller.account.id
  const failure = await takeAttempt('picturesOfAccount', accountId)
  if (failure) return failure
  const encoded = await encodePicture(file)
  if ('fault' in encoded) return fail(codes[encoded.fault])
  return await transact(async (tx) => {
    if (!(await lockAccount(tx, accountId))) return fail('signed_out')
    const id = crypto.randomUUID()
    await tx.picture.deleteMany({ where: { accountId } })
    await tx.picture.create({ data: { id, accountId, jpeg: encoded.jpeg } })
    const row = await tx.account.update({ where: { id: accountId }, data: { pictureId: id } })
    return { ok: true as const, account: accountFacts(row) }
  })
}
