import { getTranslations } from 'next-intl/server'
import { bold } from '@/components/frame/bold'
import { Notice } from '@/components/frame/notice'
import { shownAddress } from '@/lib/shown-address'

/** Stands on the page of a mailed link, where somebody else is signed in than the link is for. */
export async function OtherAccountNotice({ signedInAs, account }: { signedInAs: string; account: string }) {
  const t = await getTranslations('tickets')
  const named = { current: shownAddress(signedInAs), account: shownAddress(account) }
  return (
    <Notice tone="heed">
      <p>{t.rich('other', { ...named, b: bold })}</p>
    </Notice>
  )
}
