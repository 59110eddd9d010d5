import { fieldsOf } from './storage'

/** How an app sends its session. `auto`: by cookie, or by bearer token where the server receives no cookie. */
export type SessionOption = 'auto' | 'cookie' | 'bearer'

/** A cookie that the system keeps, or a token that this client keeps. */
export type Credential =
  | { readonly carrier: 'cookie' }
  | { readonly carrier: 'bearer'; readonly token: string | null }

export interface SessionInit {
  readonly headers: Record<string, string>
  readonly credentials: 'include' | 'omit'
}

export const noCredential: Credential = { carrier: 'bearer', token: null }

export function sessionInit(credential: Credential): SessionInit {
  if (credential.carrier === 'cookie') return { headers: {}, credentials: 'include' }
  const { token } = credential
  return { headers: token === null ? {} : { authorization: `Bearer ${token}` }, credentials: 'omit' }
}

/** Removes the token and keeps the way sessions are sent. */
export function withoutToken({ carrier }: Credential): Credential {
  return carrier === 'cookie' ? { carrier } : noCredential
}

export function asCredential(stored: unknown, option: SessionOption): Credential {
  const { carrier, token } = fieldsOf(stored)
  const isBearer = option === 'bearer' || (option === 'auto' && carrier === 'bearer')
  return isBearer ? { carrier: 'bearer', token: asToken(token) } : { carrier: 'cookie' }
}

/** A token that is valid in a header (RFC 6750 §2.1), or null. */
export function asToken(value: unknown): string | null {
  return typeof value === 'string' && /^[\w.~+/-]+=*$/.test(value) ? value : null
}
