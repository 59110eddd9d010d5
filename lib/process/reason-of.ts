/**
 * What went wrong, in words, whatever was thrown: libraries throw plain objects too, and errors that only hold others.
 * Of an object without words only the names of its fields are told: what they hold may be a secret.
 */
export function reasonOf(fault: unknown): string {
  if (typeof fault !== 'object' || fault === null) return String(fault)
  if ('message' in fault && typeof fault.message === 'string' && fault.message !== '') return fault.message
  if ('errors' in fault && Array.isArray(fault.errors) && fault.errors.length > 0)
    return [...new Set(fault.errors.map(reasonOf))].join('; ')
  if ('code' in fault) return String(fault.code)
  return fault instanceof Error ? fault.name : `no message, but ${Object.keys(fault).join(', ') || 'nothing'}`
}
