import { getTranslations } from 'next-intl/server'
import { bold } from '@/components/frame/bold'
import { Notice } from '@/components/frame/notice'
import { shownAddress } from '@/lib/shown-address'

/** What the previous page did to this account (query parameter), or to another one (cookie). */
export const ownNotices = ['own_verified', 'disowned'] as const
export type ProfileNotice =
  | (typeof ownNotices)[number]
  | 'other_verified'
  | 'other_password_changed'
  | 'other_address_restored'

interface ProfileNewsProps {
  notice: ProfileNotice
  about: { account: string; email: string } | null
  /** The signed-in account. */
  current: string
}

/** What was done before the user came to the profile, and to which account. */
export async function ProfileNews({ notice, about, current }: ProfileNewsProps) {
  const t = await getTranslations('notices')
  const { account, email } = about ?? { account: '', email: '' }
  const values = {
    account: shownAddress(account),
    email: shownAddress(email),
    current: shownAddress(current),
  }
  return (
    <div className="pb-8">
      <Notice tone="done">
        <p>{t.rich(notice, { ...values, b: bold })}</p>
      </Notice>
    </div>
  )
}
