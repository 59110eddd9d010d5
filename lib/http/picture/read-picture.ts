import { fail, type Result } from '@/lib/account/failure'
import type { RequestContext } from '@/lib/account/request-context'
import { fieldLimits } from '@/lib/rules'
import { readUpload } from './read-upload'

/** Without a signed-in caller nothing is read. @throws TooBusy when too many uploads are running */
export async function readPicture(
  request: Request,
  { caller }: RequestContext,
  { allowsBareFile } = { allowsBareFile: false },
): Promise<Result<{ file: Uint8Array }>> {
  if (caller.kind === 'guest') return fail('signed_out')
  const sender = caller.account.id
  const options = { field: 'picture', maxBytes: fieldLimits.pictureMaxBytes, sender, allowsBareFile }
  const upload = await readUpload(request, options)
  if (upload === 'too_large') return fail('picture_too_large')
  return upload === 'malformed' ? fail('malformed') : { ok: true, file: upload.file }
}
