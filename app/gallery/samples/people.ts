import type { DeviceRow } from '@/components/profile/devices-section'
import type { ProfileAccount } from '@/components/profile/profile-account'
import type { SessionRow } from '@/components/profile/sessions-section'

export const ticket = 'q3hVn0bqZ1mR8sYt5uWx2kLc7dPfGaEj9oTiBvNyXw4'
export const address = 'marina@example.org'
export const newAddress = 'marina.new@example.net'
export const supportEmail = 'help@example.org'
export const provider = { name: 'Northwind ID', issuer: 'https://id.northwind.example' }

/** As long as the field rules allow, with no place to break the line. */
export const longUsername = 'w'.repeat(32)
export const longAddress = `${'m'.repeat(64)}@${'long-subdomain.'.repeat(4)}example.org`

/** As stored: `пример.test`, and a domain whose Cyrillic letters look like Latin ones. */
export const ownScriptAddress = 'marina@xn--e1afmkfd.test'
export const lookAlikeAddress = 'marina@xn--80ak6aa92e.com'

export const marina: ProfileAccount = {
  username: 'marina',
  email: address,
  emailVerified: true,
  firstName: 'Марина',
  lastName: 'Orlova',
  phone: '+442079460958',
  gender: 'female',
  region: 'Łódź',
  pictureId: null,
  picture: '/avatars/default-1-41c-4f.png',
  locale: 'en',
  hasPassword: true,
  hasProvider: false,
}

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1'
const desktop = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36'

export const someDevices: readonly DeviceRow[] = [
  {
    id: '1',
    isPrimary: true,
    registeredAt: new Date('2024-09-22T10:00:00Z'),
    lastSeenAt: new Date('2026-11-14T18:05:00Z'),
  },
  {
    id: '2',
    isPrimary: false,
    registeredAt: new Date('2026-03-14T09:26:00Z'),
    lastSeenAt: new Date('2026-03-15T07:00:00Z'),
  },
]

/** This browser, a phone, an app, and an unknown user agent. */
export function someSessions(): SessionRow[] {
  return [
    session({ id: '1', current: true, userAgent: desktop, hoursAgo: 0 }),
    session({ id: '2', userAgent: phone, hoursAgo: 3 }),
    session({ id: '3', channel: 'device', userAgent: 'okhttp/4.12.0', hoursAgo: 50, address: '2001:db8::7' }),
    session({ id: '4', userAgent: null, hoursAgo: 24 * 20, address: null }),
  ]
}

function session({ hoursAgo, ...row }: Partial<SessionRow> & { id: string; hoursAgo: number }): SessionRow {
  return {
    current: false,
    channel: 'pages',
    userAgent: null,
    address: '192.0.2.44',
    createdAt: new Date('2026-03-14T09:26:00Z'),
    lastUsedAt: new Date(Date.now() - hoursAgo * 3_600_000),
    ...row,
  }
}
