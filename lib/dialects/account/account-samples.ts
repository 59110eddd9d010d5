import type { FailureCode } from '@/lib/account/failure'

export const sampleAccount = {
  id: '4ba4a8ca-dcad-49eb-8204-bae8b69b6b84',
  username: 'Ada',
  email: 'ada@example.com',
  emailVerified: true,
  hasPassword: true,
  role: 'user',
  firstName: 'Ada',
  lastName: 'Lovelace',
  phone: null,
  gender: 'female',
  region: null,
  locale: 'en',
  createdAt: '2026-11-02T09:30:00.000Z',
  picture: 'https://accounts.example.com/avatars/default-4-41-4c.png',
}

export const noContent = { status: 204, schema: null, example: null }

/** The failures of endpoints that need the current password. */
export const currentPasswordFailures: readonly FailureCode[] = [
  'signed_out',
  'wrong_password',
  'too_many_requests',
]
