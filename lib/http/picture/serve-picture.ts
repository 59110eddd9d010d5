import { fail } from '@/lib/account/failure'
import { findPicture } from '@/lib/account/operations/profile/find-picture'
import { faultProblem, problem } from '@/lib/http/api/problem'

const immutable = 'public, max-age=31536000, immutable'

/** `GET /avatars/{name}`: an uploaded picture, or a default one with initials. */
export async function servePicture(
  request: Request,
  { params }: { params: Promise<{ name: string }> },
): Promise<Response> {
  try {
    const picture = await findPicture((await params).name)
    if (!picture) return problem(request, fail('not_found'))
    const extension = picture.contentType === 'image/jpeg' ? 'jpg' : 'png'
    const headers = {
      'cache-control': immutable,
      'content-type': picture.contentType,
      'content-disposition': `inline; filename="avatar.${extension}"`,
    }
    return new Response(picture.bytes, { headers })
  } catch (error) {
    return faultProblem(request, error)
  }
}
