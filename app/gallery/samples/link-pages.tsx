import { getTranslations } from 'next-intl/server'
import type { ComponentProps } from 'react'
import { keepState } from '@/app/gallery/actions'
import { ConfirmView } from '@/components/entry/confirm-view'
import { DeadTicketView } from '@/components/entry/dead-ticket-view'
import { NewPasswordView } from '@/components/entry/new-password-view'
import { WrongLinkView } from '@/components/entry/wrong-link-view'
import { bold } from '@/components/frame/bold'
import * as form from '@/lib/dialects/forms/entry-forms'
import { pageSubject } from './page-subject'
import {
  address,
  longAddress,
  longUsername,
  lookAlikeAddress,
  newAddress,
  ownScriptAddress,
  ticket,
} from './people'
import { sentForm } from './sent-form'

const long = { account: longUsername, email: longAddress }

export const newPassword = pageSubject({
  name: 'reset-ticket',
  path: '/reset/…',
  View: NewPasswordView,
  usual: {
    chooseNewPassword: keepState,
    ticket,
    also: 'nothing',
    account: 'marina',
    email: address,
    signedInAs: null,
    passwordMin: 8,
  },
  cases: {
    also: { nothing: 'usual', confirms_address: {}, restores_address: {} },
    signedInAs: { none: 'usual', some: { signedInAs: 'lovelace' } },
  },
  more: { 'long-names': { ...long, also: 'confirms_address', signedInAs: longAddress } },
  forms: { state: sentForm(form.chooseNewPassword) },
})

export const confirm = pageSubject({
  name: 'verify-email-ticket',
  path: '/verify-email/…',
  View: ConfirmView,
  usual: {
    confirmEmail: keepState,
    disownEmail: keepState,
    ticket,
    account: 'marina',
    email: address,
    signedInAs: null,
    isChange: false,
    proof: 'password',
    canReset: true,
  },
  cases: {
    signedInAs: { none: 'usual', some: { signedInAs: 'lovelace' } },
    isChange: { false: 'usual', true: { email: newAddress, canReset: false } },
    proof: { password: 'usual', none: {}, new_password: {} },
    canReset: { true: 'usual', false: {} },
  },
  more: {
    'long-names': { ...long, signedInAs: longAddress },
    'own-script': { email: ownScriptAddress },
    'look-alike': { email: lookAlikeAddress },
  },
  forms: { state: sentForm(form.confirmEmail), disownState: sentForm(form.disownEmail) },
})

type DeadTicketProps = Pick<ComponentProps<typeof DeadTicketView>, 'state'> & {
  page: 'newPassword' | 'confirm'
}

async function DeadTicket({ state, page }: DeadTicketProps) {
  const t = await getTranslations(page)
  const href = page === 'confirm' ? '/verify-email' : '/reset'
  return <DeadTicketView state={state} again={{ href, label: t('askAnew') }} />
}

export const deadTicket = pageSubject<DeadTicketProps>({
  name: 'dead-ticket',
  path: '/reset/…',
  View: DeadTicket,
  views: [DeadTicketView],
  usual: { state: 'expired', page: 'newPassword' },
  cases: {
    state: { expired: 'usual', spent: {}, unknown: {} },
    page: { newPassword: 'usual', confirm: {} },
  },
  forms: {},
})

interface WrongLinkProps {
  page: 'newPassword' | 'confirm'
}

async function WrongLink({ page }: WrongLinkProps) {
  const newPasswordTexts = await getTranslations('newPassword')
  const t = await getTranslations('confirm')
  return page === 'newPassword' ? (
    <WrongLinkView
      title={newPasswordTexts('wrongLinkTitle')}
      right={{ href: `/verify-email/${ticket}`, label: newPasswordTexts('confirmInstead') }}
    >
      {newPasswordTexts('wrongLink')}
    </WrongLinkView>
  ) : (
    <WrongLinkView title={t('wrongLinkTitle')} right={{ href: `/reset/${ticket}`, label: t('resetInstead') }}>
      {t.rich('wrongLink', { account: 'marina', b: bold })}
    </WrongLinkView>
  )
}

export const wrongLink = pageSubject<WrongLinkProps>({
  name: 'wrong-link',
  path: '/reset/…',
  View: WrongLink,
  views: [WrongLinkView],
  usual: { page: 'newPassword' },
  cases: { page: { newPassword: 'usual', confirm: {} } },
  forms: {},
})
