import { afterAll, beforeAll } from 'vitest'
import type { RequestContext } from '@/lib/account/request-context'
import type { RequestChannel } from '@/lib/channels'
import { type Config, config } from '@/lib/config'
import { setProcessWide } from '@/lib/process/process-wide'
import { guestContext } from './accounts'

export function withLimits(): void {
  let previousConfig: Config
  beforeAll(() => {
    previousConfig = config()
    setProcessWide('config', { ...previousConfig, rateLimit: 'on' })
  })
  afterAll(() => setProcessWide('config', previousConfig))
}

let networks = 0

export function contextFromNewNetwork(channel: RequestChannel = 'classic'): RequestContext {
  networks += 1
  const host = 1 + Math.floor(Math.random() * 250)
  return { ...guestContext(channel), address: `10.${Math.floor(networks / 250)}.${networks % 250}.${host}` }
}
