/** Stores one JSON string. For passwords and bearer sessions, use protected storage that is not backed up. */
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
