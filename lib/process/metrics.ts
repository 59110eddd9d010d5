import { Counter, Registry } from 'prom-client'
import { processWide } from './process-wide'

/** What this process has measured and counted, for `/api/metrics`. */
export function registry(): Registry {
  return processWide('metrics', () => new Registry())
}

/** Something that is counted. */
export interface Counted<Labels extends Record<string, string>> {
  readonly name: `${string}_total`
  readonly help: string
  /** All labels that there can be. Each is told from the start, as 0: what appears with its first count has had no rate. */
  every(): readonly Labels[]
}

/** Counts one more. */
export function count<Labels extends Record<string, string>>(
  counted: Counted<Labels>,
  labels: NoInfer<Labels>,
): void {
  openCounter(counted).inc(labels)
}

/** Begins to count, where nothing was counted yet. */
export function openCounter<Labels extends Record<string, string>>(counted: Counted<Labels>): Counter {
  return processWide(`counter:${counted.name}`, () => {
    const { name, help } = counted
    const every = counted.every()
    const labelNames = Object.keys(every[0] ?? {})
    const counter = new Counter({ name, help, labelNames, registers: [registry()] })
    for (const labels of every) counter.inc(labels, 0)
    return counter
  })
}
