import type { z } from 'zod'
import { type FailureCode, failByRule } from './failure'

/** Parses fields and collects all their failure codes, so that a response can report them together. */
export class FieldReader {
  readonly codes: FailureCode[] = []

  /** The parsed value; null when it is absent or invalid. */
  read<Value>(rule: z.ZodType<Value>, value: string | null | undefined): Value | null {
    if (value === undefined || value === null) return null
    const parsed = rule.safeParse(value)
    if (parsed.success) return parsed.data
    this.codes.push(...failByRule(parsed.error).codes)
    return null
  }
}
