import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { bindFormsToAccount } from '@/app/bind-forms-to-account'
import { pageOrBusy } from '@/app/page-or-busy'
import { ConfirmView } from '@/components/entry/confirm-view'
import { DeadTicketView } from '@/components/entry/dead-ticket-view'
import { WrongLinkView } from '@/components/entry/wrong-link-view'
import { bold } from '@/components/frame/bold'
import { describeTicket } from '@/lib/account/operations/recovery/describe-ticket'
import { confirmationProof } from '@/lib/http/forms/confirmation'
import { otherSignedInName } from '@/lib/http/forms/other-account'
import { ticketInAddress } from '@/lib/http/forms/ticket-in-address'
import { pageCaller } from '@/lib/http/session/read-request-context'
import { shownAddress } from '@/lib/shown-address'
import { confirmEmail, disownEmail } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('confirm')
  // Hides the path. With `no-referrer`, a form sent without JavaScript has `Origin: null` and is refused.
  return { title: t('title'), robots: { index: false, follow: false }, referrer: 'strict-origin' }
}

interface ConfirmPageProps {
  params: Promise<{ ticket: string }>
}

async function ConfirmPage({ params }: ConfirmPageProps) {
  const ticket = ticketInAddress((await params).ticket)
  const found = await describeTicket(ticket)
  const t = await getTranslations('confirm')
  if (found.state !== 'live') {
    const again = { href: '/verify-email', label: t('askAnew') }
    return <DeadTicketView state={found.state} again={again} />
  }
  if (found.purpose === 'reset_password' || found.purpose === 'undo_email') {
    const right = { href: `/reset/${encodeURIComponent(ticket)}`, label: t('resetInstead') }
    return (
      <WrongLinkView title={t('wrongLinkTitle')} right={right}>
        {t.rich('wrongLink', { account: shownAddress(found.account), b: bold })}
      </WrongLinkView>
    )
  }
  return (
    <ConfirmView
      confirmEmail={confirmEmail}
      disownEmail={disownEmail}
      ticket={ticket}
      account={found.account}
      email={found.email}
      signedInAs={otherSignedInName(found.accountId, await pageCaller())}
      isChange={found.purpose === 'change_email'}
      proof={await confirmationProof(found)}
      canReset={found.canReset}
    />
  )
}

export default pageOrBusy(bindFormsToAccount(ConfirmPage))
