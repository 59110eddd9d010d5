import { findProcessWide, setProcessWide } from './process-wide'

/** Caches a query result in this process, so that frequent callers cause few queries. `fallback` replaces a failed query. */
export function cacheValue<Value>(
  name: string,
  { maxAgeMillis, read, fallback }: { maxAgeMillis: number; read: () => Promise<Value>; fallback: Value },
): Promise<Value> {
  const cached = findProcessWide<{ at: number; value: Promise<Value> }>(name)
  if (cached && performance.now() - cached.at < maxAgeMillis) return cached.value
  const value = read().catch(() => fallback)
  setProcessWide(name, { at: performance.now(), value })
  return value
}
