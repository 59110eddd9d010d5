import { AsyncLocalStorage } from 'node:async_hooks'
import { processWide } from './process-wide'

/** The request that something is done for, as lines of the log name it. */
export interface RequestFacts {
  readonly request: string
  readonly route: string
  readonly address: string
  /** Known once it is clear which channel the request came through. */
  channel?: string
}

/** Does something for a request: whatever comes of it is done for this request too. */
export function forRequest<Answer>(facts: RequestFacts, work: () => Answer): Answer {
  return storage().run(facts, work)
}

/** Notes the channel that the request at hand came through. */
export function noteChannel(channel: string): void {
  const facts = storage().getStore()
  if (facts) facts.channel = channel
}

/** What a line of the log says of the request at hand; nothing where nobody asked, as at the server's own work. */
export function requestFacts(): Partial<RequestFacts> {
  return { ...storage().getStore() }
}

function storage(): AsyncLocalStorage<RequestFacts> {
  return processWide('request-facts', () => new AsyncLocalStorage())
}
