import type { Result } from '@/lib/account/failure'
import type { RequestContext } from '@/lib/account/request-context'
import type { Endpoint } from '@/lib/dialects/dialect'
import { contextOf } from '@/lib/http/api/respond'
import type { Served } from '@/lib/http/api/serve'
import { readRequestContext } from '@/lib/http/session/read-request-context'
import { readPicture } from './read-picture'

/**
 * Puts an operation that takes a picture behind an endpoint. Its body is the file itself, or a form with it; how much
 * of it is read and for how long, `read-upload.ts` says.
 */
export function bindPicture<Success extends object>(
  endpoint: Endpoint<undefined, Success>,
  operation: (context: RequestContext, input: { file: Uint8Array }) => Promise<Result<Success>>,
): Served {
  return {
    methods: endpoint.methods,
    async answerTo(dialect, request) {
      const context = await readRequestContext(request.headers, dialect.name)
      const read = await readPicture(request, context, { takesBare: true })
      const result = read.ok ? await operation(context, read) : read
      return result.ok
        ? { answer: endpoint.answer(result, contextOf(dialect, request)), headers: {} }
        : result
    },
  }
}
