import { cookies, headers } from 'next/headers'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import type { Failure, FailureCode } from '@/lib/account/failure'
import { faultToFailure } from '@/lib/account/fault'
import { signInByProvider } from '@/lib/account/operations/entering/sign-in-by-provider'
import { connectProvider } from '@/lib/account/operations/profile/connect-provider'
import type { ProviderClaims } from '@/lib/account/records/identity'
import type { RequestContext } from '@/lib/account/request-context'
import { config } from '@/lib/config'
import { readRequestContext } from '@/lib/http/session/read-request-context'
import { sessionCookieName, sessionCookieOptions } from '@/lib/http/session/session-cookie'
import { knownLocale } from '@/lib/i18n/locale'
import { emailRule, firstNameRule, lastNameRule } from '@/lib/rules'
import { connectCookie, linkCookie } from './provider-cookies'

const providerNotices: Partial<Record<FailureCode, string>> = {
  provider_email_unverified: 'email_unverified',
  email_not_verified: 'unconfirmed',
  too_many_requests: 'too_many',
  identity_taken: 'taken',
  link_expired: 'expired',
}

// `email_verified` counts only if it is exactly true: some providers send a string, or nothing.
const profileShape = z.object({
  sub: z.string().min(1).max(255),
  email: emailRule.nullish().catch(null),
  email_verified: z.literal(true).optional().catch(undefined),
  given_name: firstNameRule.nullish().catch(null),
  family_name: lastNameRule.nullish().catch(null),
})

/** Signs in, connects the provider, or asks for the account's password. Returns the path of the next page. */
export async function returnFromProvider(profile: unknown): Promise<string> {
  try {
    const claims = readClaims(profile)
    const context = await browserContext()
    const isConnecting = await connectCookie.isKept()
    const permission = await connectCookie.take()
    if (!claims) return '/login?provider=failed'
    if (!isConnecting) return await signInWith(context, claims)
    if (!permission) return '/edit-profile?provider=expired'
    const result = await connectProvider(context, { permission, claims })
    return result.ok ? '/edit-profile' : `/edit-profile?provider=${providerNotice(result)}`
  } catch (error) {
    return `/login?provider=${providerNotice(faultToFailure(error))}`
  }
}

async function signInWith(context: RequestContext, claims: ProviderClaims): Promise<string> {
  const result = await signInByProvider(context, claims)
  if (!result.ok) return `/login?provider=${providerNotice(result)}`
  if (!result.session) {
    await linkCookie.keep(claims)
    return '/link'
  }
  const { secret, totalDays } = result.session
  ;(await cookies()).set(sessionCookieName(), secret, sessionCookieOptions(totalDays))
  return '/edit-profile'
}

function readClaims(profile: unknown): ProviderClaims | null {
  const { oidc } = config()
  const parsed = profileShape.safeParse(profile)
  if (!oidc || !parsed.success) return null
  const { sub, email, email_verified: isVerified, given_name, family_name } = parsed.data
  return {
    issuer: oidc.issuer,
    subject: sub,
    email: isVerified ? (email ?? null) : null,
    firstName: given_name ?? null,
    lastName: family_name ?? null,
  }
}

async function browserContext(): Promise<RequestContext> {
  const locale = knownLocale(await getLocale()) ?? 'en'
  return { ...(await readRequestContext(await headers(), 'pages')), locale }
}

function providerNotice({ codes }: Failure): string {
  return providerNotices[codes[0]] ?? 'failed'
}
