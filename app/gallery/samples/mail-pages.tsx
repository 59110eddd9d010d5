import { stay } from '@/app/gallery/actions'
import { CheckMailView } from '@/components/views/check-mail-view'
import { InboxView } from '@/components/views/inbox-view'
import { ResetView } from '@/components/views/reset-view'
import * as form from '@/lib/dialects/form'
import { someMails } from './inbox-mails'
import { pageSubject } from './page-subject'
import { address, longAddress } from './people'
import { sentForm } from './sent-form'

const resendSeconds = 60

export const reset = pageSubject({
  name: 'reset',
  path: '/reset',
  View: ResetView,
  usual: { askForReset: stay, resendSeconds },
  cases: {},
  forms: { state: sentForm(form.askForReset, { email: address }, { email: address }) },
})

export const verifyEmail = pageSubject({
  name: 'verify-email',
  path: '/verify-email',
  View: CheckMailView,
  usual: {
    resendVerification: stay,
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
  whenSent: { address: null },
  forms: { state: sentForm(form.resendVerification, { email: address }, { email: address }) },
})

export const inbox = pageSubject({
  name: 'inbox',
  path: '/inbox',
  View: InboxView,
  usual: { mails: someMails, openId: null },
  cases: { openId: { none: 'usual', some: { openId: 'reset' } } },
  more: {
    empty: { mails: [] },
    push: { openId: 'push' },
    gone: { openId: 'none-of-these' },
  },
  forms: {},
})
