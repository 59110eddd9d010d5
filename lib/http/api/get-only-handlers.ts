import { fail } from '@/lib/account/failure'
import { problem } from './problem'

type Answer = (request: Request) => Promise<Response>

const others = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Route handlers for a read-only address outside all dialects; other methods are answered with 405. */
export function getOnlyHandlers(answer: Answer): Record<'GET' | 'HEAD' | (typeof others)[number], Answer> {
  const refuse: Answer = async (request) =>
    problem(request, fail('method_not_allowed'), { allowed: ['GET', 'HEAD'] })
  const head: Answer = async (request) => {
    const { status, headers } = await answer(request)
    return new Response(null, { status, headers })
  }
  const failures = Object.fromEntries(others.map((method) => [method, refuse]))
  return { GET: answer, HEAD: head, ...failures } as ReturnType<typeof getOnlyHandlers>
}
