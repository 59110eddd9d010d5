export interface ProfileAccount {
  username: string | null
  email: string | null
  emailVerified: boolean
  firstName: string | null
  lastName: string | null
  phone: string | null
  gender: 'female' | 'male' | null
  region: string | null
  /** Null without a chosen picture: then `picture` shows the initials. */
  pictureId: string | null
  picture: string
  locale: string
  hasPassword: boolean
  /** If there is no password, the first one needs a mailed link: the session alone may be stolen. */
  hasProvider: boolean
}

export function profileName({ username, email }: Pick<ProfileAccount, 'username' | 'email'>): string {
  return username ?? email ?? ''
}
