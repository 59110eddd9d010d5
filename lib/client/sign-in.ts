import type { SessionOwner, User } from './answers'
import type { Credential, SessionOption } from './credential'
import { auth, type SignInFields, sessionOwner } from './endpoints'
import { sessionRefused } from './failures'
import type { Result, Transport } from './transport'

/** Let in, by a session that the server knows again. */
export interface OpenedSession {
  readonly user: User
  readonly credential: Credential
  /** Whose the session is, by the server's word; null when it could not be asked. */
  readonly owner: SessionOwner | null
}

interface Attempt {
  readonly fields: SignInFields
  /** The session so far: the server ends it where it opens a new one. */
  readonly credential: Credential
  /** How the question is put: with patience, where a person waits. */
  readonly ask: Transport['ask']
  /** Whether the server was seen to know the session, just now: then it need not be asked again. */
  readonly isConfirmed?: boolean
}

export interface SignInServices {
  readonly transport: Transport
  readonly sessionOption: SessionOption
}

/**
 * Asks to be let in, and then whether the session travels: a cookie does not reach another site, nor does it stay where
 * `fetch` keeps none. Then it asks for a bearer session instead, where the app leaves that to the client.
 *
 * @returns `session_refused` when the server lets the user in and does not know the session afterwards
 */
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
  // A browser may go on sending a cookie of somebody else's.
  const isRefused = ownerResult?.ok
    ? ownerResult.value.login !== user.login
    : ownerResult?.failure.kind === 'not_signed_in'
  if (isRefused) return { ok: false, failure: sessionRefused(credential.carrier) }
  // Any other trouble says nothing of the session.
  return { ok: true, value: { user, credential: newCredential, owner } }
}

/** Without a new token the session stays that let the user in. */
function openedCredential(token: string | null, credential: Credential): Credential {
  return token === null || credential.carrier === 'cookie' ? credential : { carrier: 'bearer', token }
}
