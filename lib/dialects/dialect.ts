import { z } from 'zod'
import { type Failure, type FailureCode, failByRule } from '@/lib/account/failure'
import type { OpenedSession } from '@/lib/account/records/session'
import type { DialectName } from '@/lib/channels'
import type { Locale } from '@/lib/policy'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface WireRequest {
  readonly body: Readonly<Record<string, unknown>>
  /** The values of the path's `[…]` segments. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

/** What a dialect needs to write an answer, besides the result. */
export interface WireContext {
  readonly locale: Locale
  readonly appUrl: string
  readonly passwordMinCharacters: number
  /** The bearer token of the session that was just opened; '' without one. */
  readonly token: string
  readonly formFields?: readonly string[]
}

export interface WireAnswer {
  readonly status: number
  readonly body: object | null
  /** For a redirect: a path on this server. */
  readonly location?: string
  readonly contentType?: string
}

/** How a session's secret is sent: in a cookie, as a bearer token (`secret`), or as a JWT that names the session. */
export type Carrier = 'cookie' | 'secret' | 'jwt'

/** One endpoint of a dialect: its methods, how its request is read, and how success is answered. */
export interface Endpoint<Input, Success> {
  readonly methods: readonly [Method, ...Method[]]
  read(request: WireRequest): { readonly ok: true; readonly input: Input } | Failure
  answer(success: Success, context: WireContext): WireAnswer
  readonly session?: {
    readonly as: Carrier | ((body: WireRequest['body']) => Carrier)
    /** The session that success opens; null if it opens none. */
    of(success: Success): OpenedSession | null
    /** After success without a new session, the caller's cookie is set again for this many days. */
    readonly keptCookieDays?: number
  }
  readonly endsSession?: true
  /** Whether it shows only public data, so that other sites may link to it: no origin check. */
  readonly isPublic?: true
  readonly formFields?: readonly string[]
  /** Overrides the dialect's `answerFailure` for this endpoint; null: no override for this failure. */
  answerFailure?(failure: Failure, context: WireContext): WireAnswer | null
}

/** A wire format. It has an answer for every failure; its endpoints are exported next to it. */
export interface Dialect {
  readonly name: DialectName
  /**
   * `cookie`: a cookie or a bearer token. `bearer`: only a token. Without cookies, other sites' pages cannot act as the
   * user, so no origin check is needed.
   */
  readonly credentials: 'cookie' | 'bearer'
  answerFailure(failure: Failure, context: WireContext): WireAnswer
}

export type Shape = z.ZodObject<Record<string, z.ZodType>>

/**
 * Parses a body and reports all faults at once, as failure codes. A null field counts as absent, and so does an empty
 * optional one.
 */
export function readShape<Input extends Shape>(
  shape: Input,
  body: WireRequest['body'],
): { readonly ok: true; readonly input: z.output<Input> } | Failure {
  const parsed = shape.safeParse(present(shape, body))
  return parsed.success ? { ok: true, input: parsed.data } : failByRule(parsed.error)
}

function present({ shape }: Shape, body: WireRequest['body']): object {
  const isAbsent = (name: string) =>
    body[name] === null || (body[name] === '' && shape[name] instanceof z.ZodOptional)
  return Object.fromEntries(Object.entries(body).filter(([name]) => !isAbsent(name)))
}

/** The errors of a text field: `missing` if it is absent, `malformed` if it is not a text. */
export function missingOrMalformed(missing: FailureCode) {
  return {
    error: ({ input }: { input?: unknown }) =>
      input === undefined || input === null ? missing : 'malformed',
  }
}

export const noOperation = async (): Promise<{ ok: true }> => ({ ok: true })
