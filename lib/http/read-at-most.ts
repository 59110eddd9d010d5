interface Patience {
  /** A browser reads no answer before it has sent all: of what is too large so much is taken, and dropped. */
  readonly takenBytes?: number
  /** What takes longer is cut off. */
  readonly seconds?: number
  /** Whether what is cut off, by time or by its sender, is given as far as it came. */
  readonly takesPart?: boolean
}

/**
 * Reads a request's body, and no more of it than it takes to know that it is too large.
 *
 * @returns its bytes; or null when there are more than `mostBytes`, or its sender broke off
 */
export async function readAtMost(
  { body, headers }: Request,
  mostBytes: number,
  { takenBytes = mostBytes, seconds, takesPart = false }: Patience = {},
): Promise<Uint8Array | null> {
  if (Number(headers.get('content-length') ?? 0) > takenBytes) return null
  if (!body) return new Uint8Array()
  const reader = body.getReader()
  // What its sender has broken off cannot be cancelled any more, and says so by a rejection.
  const cancel = () => reader.cancel().catch(() => {})
  const timer = seconds === undefined ? undefined : setTimeout(cancel, seconds * 1_000)
  try {
    const bytes = await collect(reader, { mostBytes, takenBytes, takesPart })
    if (bytes === null) await cancel()
    return bytes
  } finally {
    clearTimeout(timer)
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { mostBytes, takenBytes, takesPart }: { mostBytes: number; takenBytes: number; takesPart: boolean },
): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  while (length <= takenBytes) {
    const read = await reader.read().catch(() => null)
    if (read === null && !takesPart) return null
    if (read === null || read.done) return length > mostBytes ? null : Buffer.concat(chunks)
    length += read.value.length
    if (length <= mostBytes) chunks.push(read.value)
    else chunks.length = 0
  }
  return null
}
