import { config } from '@/lib/config'

/** CORS headers for the exact origins in ALLOWED_ORIGINS. The answer must also have `Vary: Origin`. */
export function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get('origin') ?? ''
  if (!config().allowedOrigins.includes(origin)) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After',
  }
}

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
