import type { ComponentProps } from 'react'
import { keepState } from '@/app/gallery/actions'
import { CheckMailView } from '@/components/entry/check-mail-view'
import { ResetView } from '@/components/entry/reset-view'
import { InboxView } from '@/components/inbox/inbox-view'
import * as form from '@/lib/dialects/forms/entry-forms'
import { someMails } from './inbox-mails'
import { pageSubject } from './page-subject'
import { address, longAddress } from './people'
import { sentForm } from './sent-form'

const resendSeconds = 60

export const reset = pageSubject({
  name: 'reset',
  path: '/reset',
  View: ResetView,
  usual: { askForReset: keepState, resendSeconds },
  cases: {},
  forms: { state: sentForm(form.askForReset, { email: address }, { email: address }) },
})

export const verifyEmail = pageSubject({
  name: 'verify-email',
  path: '/verify-email',
  View: CheckMailView,
  usual: {
    resendVerification: keepState,
    address,
    isInboxOpen: false,
    resendSeconds,
    leftSeconds: 0,
    canCorrect: true,
  },
  cases: {
    address: { some: 'usual', none: {} },
    isInboxOpen: { false: 'usual', true: {} },
    canCorrect: { true: 'usual', false: {} },
  },
  more: { 'long-address': { address: longAddress }, 'just-sent': { leftSeconds: resendSeconds } },
  whenSent: () => ({ address: null }),
  forms: { state: sentForm(form.resendVerification, { email: address }, { email: address }) },
})

type InboxProps = Omit<ComponentProps<typeof InboxView>, 'live'>

/** Without the component that waits for new messages. */
function Inbox(props: InboxProps) {
  return <InboxView {...props} />
}

export const inbox = pageSubject<InboxProps>({
  name: 'inbox',
  path: '/inbox',
  View: Inbox,
  views: [InboxView],
  usual: { mails: someMails, openId: null, form: 'html' },
  cases: {
    openId: { none: 'usual', some: { openId: 'reset' } },
    form: { html: 'openId-some', text: { openId: 'reset' }, source: { openId: 'reset' } },
  },
  more: {
    empty: { mails: [] },
    push: { openId: 'push' },
    filtered: { to: address },
    'filtered-to-none': { to: 'nobody@' },
    gone: { openId: 'none-of-these' },
  },
  forms: {},
})
