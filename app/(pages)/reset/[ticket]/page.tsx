import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { bindFormsToAccount } from '@/app/bind-forms-to-account'
import { pageOrBusy } from '@/app/page-or-busy'
import { DeadTicketView } from '@/components/entry/dead-ticket-view'
import { NewPasswordView } from '@/components/entry/new-password-view'
import { WrongLinkView } from '@/components/entry/wrong-link-view'
import { describeTicket } from '@/lib/account/operations/recovery/describe-ticket'
import { passwordMinLength } from '@/lib/account/password/check-password'
import { otherSignedInName } from '@/lib/http/forms/other-account'
import { ticketInAddress } from '@/lib/http/forms/ticket-in-address'
import { pageCaller } from '@/lib/http/session/read-request-context'
import { chooseNewPassword } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('newPassword')
  // Hides the path. With `no-referrer`, a form sent without JavaScript has `Origin: null` and is refused.
  return { title: t('title'), robots: { index: false, follow: false }, referrer: 'strict-origin' }
}

interface ChooseNewPasswordPageProps {
  params: Promise<{ ticket: string }>
}

const alsoByPurpose = {
  reset_password: 'nothing',
  verify_email: 'confirms_address',
  change_email: 'confirms_address',
  confirm_registration: 'confirms_address',
  undo_email: 'restores_address',
} as const

async function ChooseNewPasswordPage({ params }: ChooseNewPasswordPageProps) {
  const ticket = ticketInAddress((await params).ticket)
  const found = await describeTicket(ticket)
  const t = await getTranslations('newPassword')
  if (found.state !== 'live') {
    return <DeadTicketView state={found.state} again={{ href: '/reset', label: t('askAnew') }} />
  }
  if (!found.canReset) {
    const right = { href: `/verify-email/${encodeURIComponent(ticket)}`, label: t('confirmInstead') }
    return (
      <WrongLinkView title={t('wrongLinkTitle')} right={right}>
        {t('wrongLink')}
      </WrongLinkView>
    )
  }
  return (
    <NewPasswordView
      chooseNewPassword={chooseNewPassword}
      ticket={ticket}
      also={alsoByPurpose[found.purpose]}
      account={found.account}
      email={found.email}
      signedInAs={otherSignedInName(found.accountId, await pageCaller())}
      passwordMin={passwordMinLength('pages')}
    />
  )
}

export default pageOrBusy(bindFormsToAccount(ChooseNewPasswordPage))
