import type { SessionOwner, User } from './answers'
import type { Credential, SessionOption } from './credential'
import { auth, type SignInFields, sessionOwner } from './endpoints'
import { sessionRefused } from './failures'
import type { Result, Transport } from './transport'

export interface OpenedSession {
  readonly user: User
  readonly credential: Credential
  /** Null when the server could not be asked. */
  readonly owner: SessionOwner | null
}

interface Attempt {
  readonly fields: SignInFields
  /** The current session. The server ends it when it opens a new one. */
  readonly credential: Credential
  readonly ask: Transport['ask']
  /** The server has just confirmed the session: do not ask again. */
  readonly isConfirmed?: boolean
}

export interface SignInServices {
  readonly transport: Transport
  readonly sessionOption: SessionOption
}

/** With `auto`, tries a bearer session where the cookie does not arrive: on another site, or without cookie storage. */
export async function signIn(services: SignInServices, attempt: Attempt): Promise<Result<OpenedSession>> {
  const first = await signInBy(services, attempt)
  const isRefused = !first.ok && first.failure.kind === 'session_refused'
  const mayTryBearer = services.sessionOption === 'auto' && attempt.credential.carrier === 'cookie'
  if (!isRefused || !mayTryBearer) return first
  return await signInBy(services, { ...attempt, credential: { carrier: 'bearer', token: null } })
}

async function signInBy(
  { transport }: SignInServices,
  { fields, credential, ask, isConfirmed = false }: Attempt,
): Promise<Result<OpenedSession>> {
  const result = await ask(auth(fields, credential))
  if (!result.ok) return result
  const { user, token } = result.value
  const newCredential = openedCredential(token, credential)
  const ownerResult = isConfirmed ? null : await transport.ask(sessionOwner(newCredential))
  const owner = ownerResult?.ok ? ownerResult.value : null
  // The browser may still send another user's cookie.
  const isRefused = ownerResult?.ok
    ? ownerResult.value.login !== user.login
    : ownerResult?.failure.kind === 'not_signed_in'
  if (isRefused) return { ok: false, failure: sessionRefused(credential.carrier) }
  // Other failures say nothing about the session.
  return { ok: true, value: { user, credential: newCredential, owner } }
}

function openedCredential(token: string | null, credential: Credential): Credential {
  return token === null || credential.carrier === 'cookie' ? credential : { carrier: 'bearer', token }
}
