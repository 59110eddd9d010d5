import { readAtMost } from '@/lib/http/read-at-most'
import { policy } from '@/lib/policy'
import { TooBusy } from '@/lib/process/too-busy'

/** What a form adds around its file: names, boundaries, empty fields. */
const wrappingBytes = 16 * 1024
/** A browser reads no answer before it has sent all: so much more of a file that is too large is taken and dropped. */
const patienceFactor = 4

type Upload = { readonly file: Uint8Array } | 'too_large' | 'malformed'

interface Wish {
  /** The file's field in a form; nothing chosen is an empty file. */
  readonly field: string
  readonly mostBytes: number
  readonly sender: string
  /** Whether a body that is no form is the file itself. */
  readonly takesBare?: boolean
}

const sending = new Set<string>()

/**
 * Reads a file, bare or as the one of a multipart form, as it comes in and no further than it may go. Somebody sends one at a
 * time, and all together only so many: memory is bounded, whoever sends and however slowly.
 *
 * @throws TooBusy at once, before anything is read
 */
export async function readUpload(
  request: Request,
  { field, mostBytes, sender, takesBare = false }: Wish,
): Promise<Upload> {
  if (sending.size >= policy.uploadsAtOnce || sending.has(sender))
    throw new TooBusy(policy.tooBusyRetrySeconds)
  sending.add(sender)
  try {
    const most = mostBytes + wrappingBytes
    const patience = { takenBytes: most * patienceFactor, seconds: policy.uploadSeconds, takesPart: true }
    const bytes = await readAtMost(request, most, patience)
    if (bytes === null) {
      // What says that it is far too large was not begun, and need not be sent.
      await request.body?.cancel().catch(() => {})
      return 'too_large'
    }
    const contentType = request.headers.get('content-type') ?? ''
    const isBare = takesBare && !/^multipart\/form-data\b/i.test(contentType)
    const file = isBare ? bytes : await fileOf(bytes, contentType, field)
    if (file === null) return 'malformed'
    return file.length > mostBytes ? 'too_large' : { file }
  } finally {
    sending.delete(sender)
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
