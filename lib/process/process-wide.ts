const registry: Map<string, unknown> = (() => {
  const key = Symbol.for('latchkey.process-wide')
  const holder = globalThis as unknown as Record<symbol, Map<string, unknown> | undefined>
  holder[key] ??= new Map()
  return holder[key]
})()

/** Module variables are not enough: Next bundles routes, pages and `instrumentation.ts` with separate copies. */
export function processWide<Value>(name: string, make: () => Value): Value {
  if (!registry.has(name)) registry.set(name, make())
  return registry.get(name) as Value
}

export function findProcessWide<Value>(name: string): Value | null {
  return (registry.get(name) as Value | undefined) ?? null
}

export function hasProcessWide(name: string): boolean {
  return registry.has(name)
}

/** @param value undefined removes it */
export function setProcessWide(name: string, value: unknown): void {
  if (value === undefined) registry.delete(name)
  else registry.set(name, value)
}
