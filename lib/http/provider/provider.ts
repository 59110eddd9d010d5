import { fail, type Result } from '@/lib/account/failure'
import { linkByPassword } from '@/lib/account/operations/entering/link-by-password'
import { permitConnecting } from '@/lib/account/operations/profile/connect-provider'
import type { OpenedSession } from '@/lib/account/records/session'
import type { RequestContext } from '@/lib/account/request-context'
import { config } from '@/lib/config'
import { isCrossSite } from '@/lib/http/origin'
import { redirectToProvider } from './auth-js'
import { connectMemory, linkMemory, markOf } from './provider-memory'

/** What people know the other provider by (`OIDC_NAME`); null when none is configured. */
export function otherProvider(): { name: string; issuer: string } | null {
  const { oidc } = config()
  return oidc && { name: oidc.name, issuer: oidc.issuer }
}

/**
 * `GET /login/provider`: the way to the other provider. A link, not a form, because a page's policy lets its forms
 * lead nowhere else. Another site's page may not send anybody on it: it would sign them in unasked. Who is to connect
 * the provider and has no leave any more is not signed in by it instead.
 */
export async function goToProvider(request: Request): Promise<Response> {
  const { appUrl, oidc } = config()
  if (!oidc || isCrossSite(request.headers)) return Response.redirect(`${appUrl}/login`, 303)
  const connects = new URL(request.url).searchParams.has('connect')
  if (connects && !(await connectMemory.find()))
    return Response.redirect(`${appUrl}/edit-profile?provider=expired`, 303)
  if (!connects) await connectMemory.forget()
  return await redirectToProvider(request.headers.get('cookie') ?? '')
}

/** Who a provider says this browser's person is, and the mark of it for the form; null when nobody, or too long ago. */
export async function identityToLink(): Promise<{ email: string; mark: string } | null> {
  const claims = await linkMemory.find()
  return claims?.email ? { email: claims.email, mark: markOf(claims) } : null
}

/**
 * Connects the identity that this browser came back with, by the account's password.
 *
 * @returns as `linkByPassword`; or `link_expired` when it is another by now than the page showed
 */
export async function linkAccount(
  context: RequestContext,
  { mark, password }: { mark: string; password: string },
): Promise<Result<{ session: OpenedSession }>> {
  const claims = await linkMemory.find()
  if (!claims || markOf(claims) !== mark) return fail('link_expired')
  const result = await linkByPassword(context, { claims, password })
  if (result.ok) await linkMemory.forget()
  return result
}

/** Gives this browser leave to connect the provider, for the account's current password. */
export async function allowConnecting(
  context: RequestContext,
  input: { currentPassword: string },
): Promise<Result> {
  const result = await permitConnecting(context, input)
  if (!result.ok) return result
  await connectMemory.keep(result.permission)
  return { ok: true }
}

/** Whether this browser, signed in to this session, has leave to connect the provider. */
export async function mayConnect(session: { id: string }): Promise<boolean> {
  return (await connectMemory.find())?.sessionId === session.id
}
