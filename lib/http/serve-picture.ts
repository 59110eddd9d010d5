import { findPicture } from '@/lib/account/find-picture'
import { faultToFailure } from './fault'

/** What stands at a picture's address never changes; and apps and pages of any origin may show it. */
const pictureHeaders = {
  'cache-control': 'public, max-age=31536000, immutable',
  'cross-origin-resource-policy': 'cross-origin',
}
/** Opened by itself it is a picture and nothing else, whatever a browser thinks of its bytes. */
const bareHeaders = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
}

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
      ...pictureHeaders,
      ...bareHeaders,
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
  return new Response(null, { status, headers: { ...bareHeaders, 'cache-control': 'no-store', ...headers } })
}
