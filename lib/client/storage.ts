/**
 * Stores one JSON string: `localStorage`, AsyncStorage, Keychain or Keystore. For passwords (`keepPassword`) and
 * bearer sessions, use storage that the system protects and excludes from backups.
 */
export interface ClientStorage {
  get(): string | null | Promise<string | null>
  set(json: string): void | Promise<void>
}

/** For tests, and for apps that store nothing. */
export function memoryStorage(initial: string | null = null): ClientStorage {
  let kept = initial
  return {
    get: () => kept,
    set(json) {
      kept = json
    },
  }
}

export async function readStored(storage: ClientStorage): Promise<Record<string, unknown> | null> {
  const json = await storage.get()
  return json === null ? null : parseObject(json)
}

export function parseObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function fieldsOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}
