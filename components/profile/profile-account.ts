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
  /** Null of who chose no picture: then `picture` shows the initials. */
  pictureId: string | null
  picture: string
  locale: string
  hasPassword: boolean
  /** Without a password, the first one then comes by a mailed link: a session alone could be a borrowed one. */
  opensByProvider: boolean
}

/** What the page calls it. */
export function profileName({ username, email }: Pick<ProfileAccount, 'username' | 'email'>): string {
  return username ?? email ?? ''
}
