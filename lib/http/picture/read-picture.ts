import { fail, type Result } from '@/lib/account/failure'
import type { RequestContext } from '@/lib/account/request-context'
import { fieldLimits } from '@/lib/rules'
import { readUpload } from './read-upload'

/**
 * Reads the picture that a request brings, once it is known who sends it.
 *
 * @returns the file; or `signed_out`, and then nothing is read; or `picture_too_large` or `malformed`
 * @throws TooBusy when too many are sent at once
 */
export async function readPicture(
  request: Request,
  { caller }: RequestContext,
  { takesBare } = { takesBare: false },
): Promise<Result<{ file: Uint8Array }>> {
  if (caller.kind === 'guest') return fail('signed_out')
  const sender = caller.account.id
  const wish = { field: 'picture', mostBytes: fieldLimits.pictureMaxBytes, sender, takesBare }
  const upload = await readUpload(request, wish)
  if (upload === 'too_large') return fail('picture_too_large')
  return upload === 'malformed' ? fail('malformed') : { ok: true, file: upload.file }
}
