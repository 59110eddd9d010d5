import { afterAll, beforeAll } from 'vitest'
import type { Visit } from '@/lib/account/request-context'
import type { DialectName } from '@/lib/channels'
import { type Config, config } from '@/lib/config'
import { setProcessWide } from '@/lib/process/process-wide'
import { visitor } from './accounts'

/** Lets the tests of a file count tries, as a server does. */
export function withLimits(): void {
  let usual: Config
  beforeAll(() => {
    usual = config()
    setProcessWide('config', { ...usual, rateLimit: 'on' })
  })
  afterAll(() => setProcessWide('config', usual))
}

let networks = 0

/** A visit from a network that no other test uses. */
export function fromElsewhere(dialect: DialectName = 'classic'): Visit {
  networks += 1
  const host = 1 + Math.floor(Math.random() * 250)
  return { ...visitor(dialect), address: `10.${Math.floor(networks / 250)}.${networks % 250}.${host}` }
}
