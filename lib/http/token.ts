import { jwtVerify, SignJWT } from 'jose'
import { config } from '@/lib/config'
import { keyFor, knownKeysFor } from '@/lib/keys'
import { policy } from '@/lib/policy'
import { processWide } from '@/lib/process-wide'

const algorithm = 'HS256'
const audience = 'latchkey'

/** The bearer token of a session: a JWT that names it, and is worth nothing once the session is revoked. */
export async function signToken(session: { id: string; accountId: string; endsAt: Date }): Promise<string> {
  return await new SignJWT({ sid: session.id })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .setIssuer(config().appUrl)
    .setAudience(audience)
    .setSubject(session.accountId)
    .setIssuedAt()
    .setExpirationTime(session.endsAt)
    .sign(await signingKey())
}

/** What a token of ours says: which session, since when and until when. */
export interface TokenClaims {
  readonly sessionId: string
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** The claims of a token that we signed and that is in its time; null for any other (RFC 8725). */
export async function verifyToken(token: string): Promise<TokenClaims | null> {
  for (const key of await verifyingKeys()) {
    const claims = await verifyWith(key, token)
    if (claims) return claims
  }
  return null
}

/** Imported once: to do so at each request takes longer than the check itself. */
function signingKey(): Promise<CryptoKey> {
  return processWide('token-signing-key', () => importKey(keyFor('jwt'), 'sign'))
}

function verifyingKeys(): Promise<CryptoKey[]> {
  return processWide('token-verifying-keys', () =>
    Promise.all(knownKeysFor('jwt').map((key) => importKey(key, 'verify'))),
  )
}

function importKey(key: Buffer, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', Uint8Array.from(key), hmac, false, [usage])
}

async function verifyWith(key: CryptoKey, token: string): Promise<TokenClaims | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      typ: 'JWT',
      issuer: config().appUrl,
      audience,
      requiredClaims: ['sub', 'sid', 'iat', 'exp'],
      clockTolerance: policy.clockErrorSeconds,
    })
    const { sid, iat = 0, exp = 0 } = payload
    if (typeof sid !== 'string') return null
    return { sessionId: sid, issuedAt: new Date(iat * 1_000), expiresAt: new Date(exp * 1_000) }
  } catch {
    return null
  }
}
