import { getTranslations } from 'next-intl/server'
import { bold } from '@/components/frame/bold'
import { Notice } from '@/components/frame/notice'
import { shownAddress } from '@/lib/shown-address'

/** Shown on the page of a mailed link if another account is signed in. */
export async function OtherAccountNotice({ signedInAs, account }: { signedInAs: string; account: string }) {
  const t = await getTranslations('tickets')
  const values = { current: shownAddress(signedInAs), account: shownAddress(account) }
  return (
    <Notice tone="warning">
      <p>{t.rich('other', { ...values, b: bold })}</p>
    </Notice>
  )
}
