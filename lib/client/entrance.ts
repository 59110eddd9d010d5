import type { Holder, User } from './answers'
import type { Credential, SessionOption } from './credential'
import { auth, type Key, whoHolds } from './endpoints'
import { sessionRefused } from './reasons'
import type { Answer, Transport } from './transport'

/** Let in, by a session that the server knows again. */
export interface Entrance {
  readonly user: User
  readonly credential: Credential
  /** Whose the session is, by the server's word; null when it could not be asked. */
  readonly holder: Holder | null
}

interface Attempt {
  readonly key: Key
  /** The session so far: the server ends it where it opens a new one. */
  readonly credential: Credential
  /** How the question is put: with patience, where a person waits. */
  readonly ask: Transport['ask']
  /** Whether the server was seen to know the session, just now: then it need not be asked again. */
  readonly isHeld?: boolean
}

export interface EntranceParts {
  readonly transport: Transport
  readonly sessionOption: SessionOption
}

/**
 * Asks to be let in, and then whether the session travels: a cookie does not reach another site, nor does it stay where
 * `fetch` keeps none. Then it asks for a bearer session instead, where the app leaves that to the client.
 *
 * @returns `session_refused` when the server lets the user in and does not know the session afterwards
 */
export async function letIn(parts: EntranceParts, attempt: Attempt): Promise<Answer<Entrance>> {
  const first = await letInBy(parts, attempt)
  const isRefused = !first.ok && first.failure.kind === 'session_refused'
  const mayTryBearer = parts.sessionOption === 'auto' && attempt.credential.carrier === 'cookie'
  if (!isRefused || !mayTryBearer) return first
  return await letInBy(parts, { ...attempt, credential: { carrier: 'bearer', token: null } })
}

async function letInBy(
  { transport }: EntranceParts,
  { key, credential, ask, isHeld = false }: Attempt,
): Promise<Answer<Entrance>> {
  const answer = await ask(auth(key, credential))
  if (!answer.ok) return answer
  const { user, token } = answer.value
  const opened = openedBy(token, credential)
  const asked = isHeld ? null : await transport.ask(whoHolds(opened))
  const holder = asked?.ok ? asked.value : null
  // A browser may go on sending a cookie of somebody else's.
  const isRefused = asked?.ok ? asked.value.login !== user.login : asked?.failure.kind === 'not_signed_in'
  if (isRefused) return { ok: false, failure: sessionRefused(credential.carrier) }
  // Any other trouble says nothing of the session.
  return { ok: true, value: { user, credential: opened, holder } }
}

/** Without a new token the session stays that let the user in. */
function openedBy(token: string | null, credential: Credential): Credential {
  return token === null || credential.carrier === 'cookie' ? credential : { carrier: 'bearer', token }
}
