import type { InboxMail } from '@/components/inbox/inbox-mail'
import { address, longAddress, newAddress } from './people'

const html =
  '<!doctype html><title>Mail</title><p>We received a request to reset the password for this account.</p>'

export const someMails: readonly InboxMail[] = [
  mail({ id: 'reset', subject: 'Reset your Latchkey password', to: address }),
  mail({ id: 'push', kind: 'push', subject: 'Latchkey: your new password', to: '14/03/2026', html: null }),
  mail({ id: 'verify', subject: 'Confirm your email address for Latchkey', to: newAddress }),
  mail({ id: 'long', subject: 'Is this your Latchkey account?', to: longAddress }),
]

function mail(facts: Partial<InboxMail> & Pick<InboxMail, 'id' | 'subject' | 'to'>): InboxMail {
  const text = 'We received a request to reset the password for this account.'
  return { kind: 'mail', html, text, sentAt: new Date('2026-11-14T18:05:00Z'), ...facts }
}
