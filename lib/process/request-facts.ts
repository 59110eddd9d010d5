import { AsyncLocalStorage } from 'node:async_hooks'
import { processWide } from './process-wide'

export interface RequestFacts {
  readonly request: string
  readonly route: string
  readonly address: string
  channel?: string
}

/** Runs `work` for a request: every line that it logs, also asynchronously, names that request. */
export function runForRequest<Answer>(facts: RequestFacts, work: () => Answer): Answer {
  return storage().run(facts, work)
}

export function noteChannel(channel: string): void {
  const facts = storage().getStore()
  if (facts) facts.channel = channel
}

export function requestFacts(): Partial<RequestFacts> {
  return { ...storage().getStore() }
}

function storage(): AsyncLocalStorage<RequestFacts> {
  return processWide('request-facts', () => new AsyncLocalStorage())
}
