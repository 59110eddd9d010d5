import type { z } from 'zod'
import { seal, unseal } from '@/lib/sealing/seal'

/**
 * Seals a value for a browser to carry: it can neither be read there nor made up, and counts only for what it was
 * sealed for.
 */
export function sealValue(purpose: string, value: unknown): string {
  return seal(JSON.stringify({ purpose, value }))
}

/** The value that was sealed for a purpose; null for anything else. */
export function openValue<Value>(purpose: string, shape: z.ZodType<Value>, sealed: unknown): Value | null {
  if (typeof sealed !== 'string' || sealed === '') return null
  try {
    const opened = JSON.parse(unseal(sealed))
    return opened.purpose === purpose ? shape.parse(opened.value) : null
  } catch {
    return null
  }
}
