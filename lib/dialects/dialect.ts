import { z } from 'zod'
import { type Failure, type FailureCode, failByRule } from '@/lib/account/failure'
import type { OpenedSession } from '@/lib/account/records/session'
import type { DialectName } from '@/lib/channels'
import type { Locale } from '@/lib/policy'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A request as a dialect sees it. */
export interface WireRequest {
  readonly body: Readonly<Record<string, unknown>>
  /** What the address holds in place of `[…]`. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

/** What a dialect may need to word an answer; all that is not in the answer itself. */
export interface WireContext {
  readonly locale: Locale
  readonly appUrl: string
  readonly passwordMinCharacters: number
  /** The bearer token of the session that was just opened, where the endpoint opens one. */
  readonly token: string
  /** The fields of the endpoint's form, for a dialect that answers a failure field by field. */
  readonly formFields?: readonly string[]
}

export interface WireAnswer {
  readonly status: number
  /** Null for an answer without a body. */
  readonly body: object | null
  /** For a redirect: a path of ours. */
  readonly location?: string
  /** Where it is not plain JSON. */
  readonly contentType?: string
}

/** How the secret of a session travels: in a cookie, as it is (`secret`), or as a JWT that names the session. */
export type Carrier = 'cookie' | 'secret' | 'jwt'

/** One endpoint of a dialect: its methods, how its request is read and how success is answered. */
export interface Endpoint<Input, Success> {
  readonly methods: readonly [Method, ...Method[]]
  read(request: WireRequest): { readonly ok: true; readonly input: Input } | Failure
  answer(success: Success, context: WireContext): WireAnswer
  /** The session that success opens, and how its secret travels; null for none, and no change. */
  readonly session?: {
    /** What the request asks for, where it may choose. */
    readonly as: Carrier | ((body: WireRequest['body']) => Carrier)
    of(success: Success): OpenedSession | null
    /** Success without a new session sets the cookie that was the proof once more, for so many days. */
    readonly keptCookieDays?: number
  }
  /** Whether success takes the session cookie back. */
  readonly endsSession?: true
  /** Whether it only shows what is public, and may be asked for from any site: a link to it must lead there. */
  readonly isPublic?: true
  readonly formFields?: readonly string[]
  /** For a document that knows fewer failures here than its dialect does; null for what the dialect words as ever. */
  refuse?(failure: Failure, context: WireContext): WireAnswer | null
}

/** A wire format: its endpoints stand beside it, and it words every failure there is. */
export interface Dialect {
  readonly name: DialectName
  /**
   * What shows who asks: a cookie or a bearer token, or a bearer token only. Where no cookie is read or set, another
   * site's page can do no harm in somebody's name, and the origin of a request does not matter.
   */
  readonly credentials: 'cookie' | 'bearer'
  refuse(failure: Failure, context: WireContext): WireAnswer
}

/** The fields of an object's schema, by name. */
export type Shape = z.ZodObject<Record<string, z.ZodType>>

/**
 * Reads a body by its shape; what the shape refuses is worded with codes of the closed list, all at once. A null field
 * is absent, and so is an empty one that may be absent.
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

/** The error of a text field: the code for its absence, `malformed` for a value that is no text. */
export function orElse(missing: FailureCode) {
  return {
    error: ({ input }: { input?: unknown }) =>
      input === undefined || input === null ? missing : 'malformed',
  }
}

/** For endpoints that need no operation. */
export const nothingToDo = async (): Promise<{ ok: true }> => ({ ok: true })
