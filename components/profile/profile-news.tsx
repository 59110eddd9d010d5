import { getTranslations } from 'next-intl/server'
import { bold } from '@/components/frame/bold'
import { Notice } from '@/components/frame/notice'
import { shownAddress } from '@/lib/shown-address'

/** What the page before this one did to this account, as the address may name it; and what it did to another. */
export const ownNotices = ['own_verified', 'disowned'] as const
export type ProfileNotice =
  | (typeof ownNotices)[number]
  | 'other_verified'
  | 'other_password_changed'
  | 'other_address_restored'

interface ProfileNewsProps {
  notice: ProfileNotice
  /** The other account, where it was done to another. */
  about: { account: string; email: string } | null
  /** Who is signed in. */
  current: string
}

/** Says what was done before the reader came to the profile, and whose it is where that is not the reader's. */
export async function ProfileNews({ notice, about, current }: ProfileNewsProps) {
  const t = await getTranslations('notices')
  const { account, email } = about ?? { account: '', email: '' }
  const named = {
    account: shownAddress(account),
    email: shownAddress(email),
    current: shownAddress(current),
  }
  return (
    <div className="pb-8">
      <Notice tone="done">
        <p>{t.rich(notice, { ...named, b: bold })}</p>
      </Notice>
    </div>
  )
}
