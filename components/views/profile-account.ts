/** What the page shows of an account. */
export interface ProfileAccount {
  username: string | null
  email: string | null
  emailVerified: boolean
  firstName: string | null
  lastName: string | null
  phone: string | null
  gender: 'female' | 'male' | null
  region: string | null
  locale: string
  hasPassword: boolean
}
