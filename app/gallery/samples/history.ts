import type { EventRow } from '@/components/profile/events-section'
import { eventKinds } from '@/lib/event-kinds'
import { address, newAddress } from './people'

const days = 90
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36'

function event(facts: Partial<EventRow> & Pick<EventRow, 'id' | 'kind'>): EventRow {
  const at = new Date('2026-11-14T18:05:00Z')
  return { at, channel: 'pages', userAgent, address: '192.0.2.44', details: {}, ...facts }
}

/** One page of events, with more available. */
export const someHistory = {
  events: [
    event({ id: '1', kind: 'authn_login_success' }),
    event({ id: '2', kind: 'authn_login_fail', channel: 'device', userAgent: null }),
    event({ id: '3', kind: 'email_changed', details: { from: address, to: newAddress } }),
    event({ id: '5', kind: 'authn_login_fail', details: { reason: 'email_not_verified' } }),
    event({ id: '4', kind: 'authz_admin', channel: null, userAgent: null, address: null }),
  ],
  next: 24,
  days,
}

export const everyEvent = {
  events: eventKinds.map((kind) => event({ id: kind, kind, details: { from: address, to: newAddress } })),
  next: null,
  days,
}
