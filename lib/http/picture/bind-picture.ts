import type { Result } from '@/lib/account/failure'
import type { RequestContext } from '@/lib/account/request-context'
import type { Endpoint } from '@/lib/dialects/dialect'
import { wireContextFor } from '@/lib/http/api/respond'
import type { BoundEndpoint } from '@/lib/http/api/serve'
import { readRequestContext } from '@/lib/http/session/read-request-context'
import { readPicture } from './read-picture'

/** The body is the picture itself, or multipart with it. */
export function bindPicture<Success extends object>(
  endpoint: Endpoint<undefined, Success>,
  operation: (context: RequestContext, input: { file: Uint8Array }) => Promise<Result<Success>>,
): BoundEndpoint {
  return {
    methods: endpoint.methods,
    async answerTo(dialect, request) {
      const context = await readRequestContext(request.headers, dialect.name)
      const read = await readPicture(request, context, { allowsBareFile: true })
      const result = read.ok ? await operation(context, read) : read
      return result.ok
        ? { answer: endpoint.answer(result, wireContextFor(dialect, request)), headers: {} }
        : result
    },
  }
}
