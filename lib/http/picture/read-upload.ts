import { readAtMost } from '@/lib/http/read-at-most'
import { policy } from '@/lib/policy'
import { TooBusy } from '@/lib/process/too-busy'

const multipartBytes = 16 * 1024
// A browser reads the answer only after it has sent everything: drains up to this multiple of the limit.
const drainFactor = 4

type Upload = { readonly file: Uint8Array } | 'too_large' | 'malformed'

interface UploadOptions {
  readonly field: string
  readonly maxBytes: number
  readonly sender: string
  /** Whether a body that is not multipart is the file itself. */
  readonly allowsBareFile?: boolean
}

const activeSenders = new Set<string>()

/** @throws TooBusy before anything is read: memory is bounded by one upload per sender and a limited total */
export async function readUpload(
  request: Request,
  { field, maxBytes, sender, allowsBareFile = false }: UploadOptions,
): Promise<Upload> {
  if (activeSenders.size >= policy.uploadsAtOnce || activeSenders.has(sender))
    throw new TooBusy(policy.tooBusyRetrySeconds)
  activeSenders.add(sender)
  try {
    const maxBodyBytes = maxBytes + multipartBytes
    const options = {
      drainedBytes: maxBodyBytes * drainFactor,
      seconds: policy.uploadSeconds,
      allowsPartial: true,
    }
    const bytes = await readAtMost(request, maxBodyBytes, options)
    if (bytes === null) {
      // A body that is declared far too large was not read: the client need not send it.
      await request.body?.cancel().catch(() => {})
      return 'too_large'
    }
    const contentType = request.headers.get('content-type') ?? ''
    const isBare = allowsBareFile && !/^multipart\/form-data\b/i.test(contentType)
    const file = isBare ? bytes : await fileOf(bytes, contentType, field)
    if (file === null) return 'malformed'
    return file.length > maxBytes ? 'too_large' : { file }
  } finally {
    activeSenders.delete(sender)
  }
}

async function fileOf(bytes: Uint8Array, contentType: string, field: string): Promise<Uint8Array | null> {
  try {
    const headers = { 'content-type': contentType }
    const form = await new Response(Uint8Array.from(bytes), { headers }).formData()
    const [value, ...more] = form.getAll(field)
    return value instanceof Blob && more.length === 0 ? new Uint8Array(await value.arrayBuffer()) : null
  } catch {
    return null
  }
}
