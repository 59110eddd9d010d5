import { findPicture } from '@/lib/account/find-picture'
import { faultToFailure } from './fault'

/** What stands at a picture's address never changes. Who may show it, `secure-answers.ts` says. */
const forEver = 'public, max-age=31536000, immutable'

/** `GET /avatars/{name}`: a picture that somebody chose, or one of initials. */
export async function servePicture(
  _request: Request,
  { params }: { params: Promise<{ name: string }> },
): Promise<Response> {
  try {
    const picture = await findPicture((await params).name)
    if (!picture) return nothing(404)
    const extension = picture.contentType === 'image/jpeg' ? 'jpg' : 'png'
    const headers = {
      'cache-control': forEver,
      'content-type': picture.contentType,
      'content-disposition': `inline; filename="avatar.${extension}"`,
    }
    return new Response(picture.bytes, { headers })
  } catch (error) {
    const { codes, retryAfterSeconds = 1 } = faultToFailure(error)
    return codes[0] === 'too_busy' ? nothing(503, { 'retry-after': String(retryAfterSeconds) }) : nothing(500)
  }
}

function nothing(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { 'cache-control': 'no-store', ...headers } })
}
