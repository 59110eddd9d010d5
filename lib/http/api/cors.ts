import { config } from '@/lib/config'

/**
 * What lets a page of another origin read an answer: only an origin of ALLOWED_ORIGINS, named to the letter. When to
 * come back is for it to read too. The answer varies by Origin: whoever sends this says so.
 */
export function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get('origin') ?? ''
  if (!config().allowedOrigins.includes(origin)) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After',
  }
}

/** Answers what a browser asks before a request that a plain form could not send. */
export function preflight(request: Request, methods: readonly string[]): Response {
  const headers = {
    vary: 'Origin',
    ...corsHeaders(request),
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'authorization, content-type',
    allow: [...methods, 'OPTIONS'].join(', '),
  }
  return new Response(null, { status: 204, headers })
}
