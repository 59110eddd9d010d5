import { jwtVerify, SignJWT } from 'jose'
import type { TokenClaims } from '@/lib/account/records/find-caller'
import type { OpenedSession } from '@/lib/account/records/session'
import { config } from '@/lib/config'
import { processWide } from '@/lib/process/process-wide'
import { keyFor, knownKeysFor } from '@/lib/sealing/keys'

const algorithm = 'HS256'
const audience = 'latchkey'

/** The bearer token of a session: a JWT that names it, and is worth nothing once the session is revoked. */
export async function signToken({ id, accountId, createdAt, endsAt }: OpenedSession): Promise<string> {
  return await new SignJWT({ sid: id })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .setIssuer(config().appUrl)
    .setAudience(audience)
    .setSubject(accountId)
    .setIssuedAt(createdAt)
    .setExpirationTime(endsAt)
    .sign(await signingKey())
}

// Of this server's own clock nothing is asked: a token that had a beginning (`nbf`) would be none of ours, and what its
// other times are worth its session's row decides.
const clockOfNobody = new Date(0)

/** The claims of a token that we signed; null for any other (RFC 8725). Whether it is in its time, who looks its session up says. */
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
      currentDate: clockOfNobody,
    })
    const { sid, iat = 0, exp = 0 } = payload
    if (typeof sid !== 'string') return null
    return { sessionId: sid, issuedAt: new Date(iat * 1_000), expiresAt: new Date(exp * 1_000) }
  } catch {
    return null
  }
}
