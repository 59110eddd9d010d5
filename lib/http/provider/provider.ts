import { fail, type Result } from '@/lib/account/failure'
import { linkByPassword } from '@/lib/account/operations/entering/link-by-password'
import { permitConnecting } from '@/lib/account/operations/profile/connect-provider'
import type { OpenedSession } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import { config } from '@/lib/config'
import { isCrossSite } from '@/lib/http/origin'
import { redirectToProvider } from './auth-js'
import { connectCookie, linkCookie, markOf } from './provider-cookies'

export function otherProvider(): { name: string; issuer: string } | null {
  const { oidc } = config()
  return oidc && { name: oidc.name, issuer: oidc.issuer }
}

/**
 * A link and not a form, because the CSP lets forms post only to us. Cross-site requests are refused: they would sign users
 * in unasked. A user whose permission to connect has expired is not signed in instead.
 */
export async function goToProvider(request: Request): Promise<Response> {
  const { appUrl, oidc } = config()
  if (!oidc || isCrossSite(request.headers)) return Response.redirect(`${appUrl}/login`, 303)
  const connects = new URL(request.url).searchParams.has('connect')
  if (connects && !(await connectCookie.find()))
    return Response.redirect(`${appUrl}/edit-profile?provider=expired`, 303)
  if (!connects) await connectCookie.forget()
  return await redirectToProvider(request.headers.get('cookie') ?? '')
}

/** The identity that this browser came back with, for the form; null if there is none or it has expired. */
export async function identityToLink(): Promise<{ email: string; mark: string } | null> {
  const claims = await linkCookie.find()
  return claims?.email ? { email: claims.email, mark: markOf(claims) } : null
}

/** @returns as `linkByPassword`; or `link_expired` if the page showed another identity */
export async function linkAccount(
  context: RequestContext,
  { mark, password }: { mark: string; password: string },
): Promise<Result<{ session: OpenedSession }>> {
  const claims = await linkCookie.find()
  if (!claims || markOf(claims) !== mark) return fail('link_expired')
  const result = await linkByPassword(context, { claims, password })
  if (result.ok) await linkCookie.forget()
  return result
}

export async function allowConnecting(
  context: RequestContext,
  input: { currentPassword: string },
): Promise<Result> {
  const result = await permitConnecting(context, input)
  if (!result.ok) return result
  await connectCookie.keep(result.permission)
  return { ok: true }
}

export async function mayConnect(session: { id: string }): Promise<boolean> {
  return (await connectCookie.find())?.sessionId === session.id
}
