import { Counter, Registry } from 'prom-client'
import { processWide } from './process-wide'

export function registry(): Registry {
  return processWide('metrics', () => new Registry())
}

export interface CounterDefinition<Labels extends Record<string, string>> {
  readonly name: `${string}_total`
  readonly help: string
  /** Every label set. All start at 0: Prometheus computes no rate for a series that appears with its first count. */
  allLabels(): readonly Labels[]
}

export function count<Labels extends Record<string, string>>(
  definition: CounterDefinition<Labels>,
  labels: NoInfer<Labels>,
): void {
  openCounter(definition).inc(labels)
}

export function openCounter<Labels extends Record<string, string>>(
  definition: CounterDefinition<Labels>,
): Counter {
  return processWide(`counter:${definition.name}`, () => {
    const { name, help } = definition
    const allLabels = definition.allLabels()
    const labelNames = Object.keys(allLabels[0] ?? {})
    const counter = new Counter({ name, help, labelNames, registers: [registry()] })
    for (const labels of allLabels) counter.inc(labels, 0)
    return counter
  })
}
