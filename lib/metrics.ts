import { Registry } from 'prom-client'
import { processWide } from './process-wide'

/** What this process has measured and counted, for `/api/metrics`. */
export function registry(): Registry {
  return processWide('metrics', () => new Registry())
}
