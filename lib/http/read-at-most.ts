interface ReadOptions {
  /** How much of a too large body is read and dropped: a browser reads the answer only after it has sent everything. */
  readonly drainedBytes?: number
  readonly seconds?: number
  readonly allowsPartial?: boolean
}

/** @returns the body; or null when it has more than `maxBytes` or the client disconnected */
export async function readAtMost(
  { body, headers }: Request,
  maxBytes: number,
  { drainedBytes = maxBytes, seconds, allowsPartial = false }: ReadOptions = {},
): Promise<Uint8Array | null> {
  if (Number(headers.get('content-length') ?? 0) > drainedBytes) return null
  if (!body) return new Uint8Array()
  const reader = body.getReader()
  // `cancel` rejects if the client has already disconnected.
  const cancel = () => reader.cancel().catch(() => {})
  const timer = seconds === undefined ? undefined : setTimeout(cancel, seconds * 1_000)
  try {
    const bytes = await collect(reader, { maxBytes, drainedBytes, allowsPartial })
    if (bytes === null) await cancel()
    return bytes
  } finally {
    clearTimeout(timer)
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  {
    maxBytes,
    drainedBytes,
    allowsPartial,
  }: { maxBytes: number; drainedBytes: number; allowsPartial: boolean },
): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  while (length <= drainedBytes) {
    const read = await reader.read().catch(() => null)
    if (read === null && !allowsPartial) return null
    if (read === null || read.done) return length > maxBytes ? null : Buffer.concat(chunks)
    length += read.value.length
    if (length <= maxBytes) chunks.push(read.value)
    else chunks.length = 0
  }
  return null
}
