import type { z } from 'zod'
import { type Failure, type FailureCode, failByRule } from '@/lib/account/failure'
import type { OpenedSession } from '@/lib/account/session'
import type { DialectName, Locale } from '@/lib/policy'

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
  /** The bearer token of the session that was just opened, where the exchange opens one. */
  readonly token: string
}

export interface WireAnswer {
  readonly status: number
  readonly body: object
  /** For a redirect: a path of ours. */
  readonly location?: string
}

/** One exchange of a dialect: its methods, how its request is read and how success is answered. */
export interface Exchange<Input, Success> {
  readonly methods: readonly [Method, ...Method[]]
  read(request: WireRequest): { readonly ok: true; readonly input: Input } | Failure
  answer(success: Success, context: WireContext): WireAnswer
  /** The session that success opens, and how its secret travels; null for none, and no change. */
  readonly session?: {
    readonly as: 'bearer' | 'cookie'
    of(success: Success): OpenedSession | null
    /** Success without a new session sets the cookie that was the proof once more, for so many days. */
    readonly keptCookieDays?: number
  }
  /** Whether success takes the session cookie back. */
  readonly endsSession?: true
  /** Whether it only shows what is public, and may be asked for from any site: a link to it must lead there. */
  readonly isPublic?: true
}

/** A wire format: its exchanges stand beside it, and it words every failure there is. */
export interface Dialect {
  readonly name: DialectName
  refuse(failure: Failure, context: WireContext): WireAnswer
}

/** Reads a body by its shape; what the shape refuses is worded with codes of the closed list, all at once. */
export function readShape<Input>(
  shape: z.ZodType<Input>,
  body: Readonly<Record<string, unknown>>,
): { readonly ok: true; readonly input: Input } | Failure {
  const parsed = shape.safeParse(body)
  return parsed.success ? { ok: true, input: parsed.data } : failByRule(parsed.error)
}

/** The error of a text field: the code for its absence, `malformed` for a value that is no text. */
export function orElse(missing: FailureCode) {
  return {
    error: ({ input }: { input?: unknown }) =>
      input === undefined || input === null ? missing : 'malformed',
  }
}

/** For exchanges that need no operation. */
export const nothingToDo = async (): Promise<{ ok: true }> => ({ ok: true })
