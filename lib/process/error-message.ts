/** Describes any thrown value. For an object without a message it lists only field names: the values may be secret. */
export function errorMessage(fault: unknown): string {
  if (typeof fault !== 'object' || fault === null) return String(fault)
  if ('message' in fault && typeof fault.message === 'string' && fault.message !== '') return fault.message
  if ('errors' in fault && Array.isArray(fault.errors) && fault.errors.length > 0)
    return [...new Set(fault.errors.map(errorMessage))].join('; ')
  if ('code' in fault) return String(fault.code)
  return fault instanceof Error
    ? fault.name
    : `no message; fields: ${Object.keys(fault).join(', ') || 'none'}`
}
