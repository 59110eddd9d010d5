const registry: Map<string, unknown> = (() => {
  const key = Symbol.for('latchkey.process-wide')
  const holder = globalThis as unknown as Record<symbol, Map<string, unknown> | undefined>
  holder[key] ??= new Map()
  return holder[key]
})()

/**
 * One value for the whole process, made at its first use. Next bundles `instrumentation.ts`, routes and
 * pages apart, each with its own copy of a module, so a module's variable is not enough for what may
 * exist only once: the database, the hashing threads, the queue.
 */
export function processWide<Value>(name: string, make: () => Value): Value {
  if (!registry.has(name)) registry.set(name, make())
  return registry.get(name) as Value
}

/** What was made or set; null where nothing was. */
export function findProcessWide<Value>(name: string): Value | null {
  return (registry.get(name) as Value | undefined) ?? null
}

/** Whether it was made or set. */
export function hasProcessWide(name: string): boolean {
  return registry.has(name)
}

/** Sets or, with undefined, forgets a process-wide value. */
export function setProcessWide(name: string, value: unknown): void {
  if (value === undefined) registry.delete(name)
  else registry.set(name, value)
}
