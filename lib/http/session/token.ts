import { jwtVerify, SignJWT } from 'jose'
import type { TokenClaims } from '@/lib/account/records/find-caller'
import type { OpenedSession } from '@/lib/account/records/session'
import { config } from '@/lib/config'
import { processWide } from '@/lib/process/process-wide'
import { acceptedKeysFor, keyFor } from '@/lib/sealing/keys'

const algorithm = 'HS256'
const audience = 'latchkey'

/** A JWT that names the session; it is useless once the session is revoked. */
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

// Turns off the expiry check by this server's clock: the session row decides, by the database's clock.
const epoch = new Date(0)

/** Returns null unless we signed the token (RFC 8725). Does not check its times: the session look-up does. */
export async function verifyToken(token: string): Promise<TokenClaims | null> {
  for (const key of await verifyingKeys()) {
    const claims = await verifyWith(key, token)
    if (claims) return claims
  }
  return null
}

/** Cached: importing a key takes longer than verifying a token. */
function signingKey(): Promise<CryptoKey> {
  return processWide('token-signing-key', () => importKey(keyFor('jwt'), 'sign'))
}

function verifyingKeys(): Promise<CryptoKey[]> {
  return processWide('token-verifying-keys', () =>
    Promise.all(acceptedKeysFor('jwt').map((key) => importKey(key, 'verify'))),
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
      currentDate: epoch,
    })
    const { sid, iat = 0, exp = 0 } = payload
    if (typeof sid !== 'string') return null
    return { sessionId: sid, issuedAt: new Date(iat * 1_000), expiresAt: new Date(exp * 1_000) }
  } catch {
    return null
  }
}
