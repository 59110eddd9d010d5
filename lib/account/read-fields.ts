import type { z } from 'zod'
import { type FailureCode, failByRule } from './failure'

export class FieldReader {
  readonly codes: FailureCode[] = []

  /** Null when the value is absent or invalid. Collects the failure codes, so that all are reported together. */
  read<Value>(rule: z.ZodType<Value>, value: string | null | undefined): Value | null {
    if (value === undefined || value === null) return null
    const parsed = rule.safeParse(value)
    if (parsed.success) return parsed.data
    this.codes.push(...failByRule(parsed.error).codes)
    return null
  }
}
