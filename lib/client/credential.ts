import { fieldsOf } from './storage'

/** How an app's sessions travel; `auto` finds out: by cookie, and by bearer where the server gets none. */
export type SessionOption = 'auto' | 'cookie' | 'bearer'

/** What tells the server whose a request is: a cookie that the system keeps, or a token that this client keeps. */
export type Credential =
  | { readonly carrier: 'cookie' }
  | { readonly carrier: 'bearer'; readonly token: string | null }

/** What a request under a session needs; part of what `fetch` takes. */
export interface SessionInit {
  readonly headers: Record<string, string>
  readonly credentials: 'include' | 'omit'
}

/** With this a request is nobody's: neither cookie nor token goes along. */
export const noCredential: Credential = { carrier: 'bearer', token: null }

/** The part of a request that carries the session. */
export function sessionInit(credential: Credential): SessionInit {
  if (credential.carrier === 'cookie') return { headers: {}, credentials: 'include' }
  const { token } = credential
  return { headers: token === null ? {} : { authorization: `Bearer ${token}` }, credentials: 'omit' }
}

/** What stays when a session is over: the way that the next one travels. */
export function withoutToken({ carrier }: Credential): Credential {
  return carrier === 'cookie' ? { carrier } : noCredential
}

/** A credential from the storage, as far as the app's option allows it. */
export function asCredential(stored: unknown, option: SessionOption): Credential {
  const { carrier, token } = fieldsOf(stored)
  const isBearer = option === 'bearer' || (option === 'auto' && carrier === 'bearer')
  return isBearer ? { carrier: 'bearer', token: asToken(token) } : { carrier: 'cookie' }
}

/** A token that may stand in a header (RFC 6750 §2.1); null for anything else. */
export function asToken(value: unknown): string | null {
  return typeof value === 'string' && /^[\w.~+/-]+=*$/.test(value) ? value : null
}
