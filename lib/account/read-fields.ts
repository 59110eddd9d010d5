import type { z } from 'zod'
import { type FailureCode, failByRule } from './failure'

/** Collects field faults, so that an answer can name all that apply at once. */
export class FieldReader {
  readonly codes: FailureCode[] = []

  /** The parsed value; null when the value was absent or at fault (then its faults are noted). */
  read<Value>(rule: z.ZodType<Value>, value: string | null | undefined): Value | null {
    if (value === undefined || value === null) return null
    const parsed = rule.safeParse(value)
    if (parsed.success) return parsed.data
    this.codes.push(...failByRule(parsed.error).codes)
    return null
  }
}
