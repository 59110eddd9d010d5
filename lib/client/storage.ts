/**
 * One JSON string that outlives the app: `localStorage`, AsyncStorage, Keychain or Keystore behind two functions.
 * Where it holds passwords (`keepPassword`) or bearer sessions, take one that the system protects and leaves out of
 * backups.
 */
export interface ClientStorage {
  get(): string | null | Promise<string | null>
  set(json: string): void | Promise<void>
}

/** Forgets everything with the process: for tests, and for apps that want no memory. */
export function memoryStorage(initial: string | null = null): ClientStorage {
  let kept = initial
  return {
    get: () => kept,
    set(json) {
      kept = json
    },
  }
}

/** A JSON object from a storage; null for nothing, and for anything else. */
export async function readStored(storage: ClientStorage): Promise<Record<string, unknown> | null> {
  const json = await storage.get()
  return json === null ? null : parseObject(json)
}

/** The object that a text is the JSON of; null for any other text. */
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

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}
