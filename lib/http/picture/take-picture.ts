import type { Result } from '@/lib/account/failure'
import type { Visit } from '@/lib/account/request-context'
import type { Exchange } from '@/lib/dialects/dialect'
import { contextOf } from '@/lib/http/api/respond'
import type { Served } from '@/lib/http/api/serve'
import { visitOf } from '@/lib/http/session/caller'
import { readPicture } from './read-picture'

/**
 * Puts an operation that takes a picture behind an exchange. Its body is the file itself, or a form with it; how much
 * of it is read and for how long, `read-upload.ts` says.
 */
export function bindPicture<Success extends object>(
  exchange: Exchange<undefined, Success>,
  operation: (visit: Visit, input: { file: Uint8Array }) => Promise<Result<Success>>,
): Served {
  return {
    methods: exchange.methods,
    async answerTo(dialect, request) {
      const visit = await visitOf(request.headers, dialect.name)
      const read = await readPicture(request, visit, { takesBare: true })
      const result = read.ok ? await operation(visit, read) : read
      return result.ok
        ? { answer: exchange.answer(result, contextOf(dialect, request)), headers: {} }
        : result
    },
  }
}
