import { expect } from '@playwright/test'
import { somebody } from '@/e2e/support/clients/rest-api'
import { type Row, refused, resetTicket, strangersTicket, verifyTicket } from './rest-row'
import { said } from './rest-words'

export const asking: Row[] = (
  [
    ['forgot-password', said.resetSent],
    ['resend-verification', said.resent],
  ] as const
).flatMap(([to, says]): Row[] => [
  { name: 'nobody has the address', to, send: () => somebody(), status: 200, says },
  { name: 'an unverified address', to, send: ({ rest }) => rest.register(), status: 200, says },
  {
    name: 'a verified address',
    to,
    send: ({ rest, mailbox }) => rest.registerVerified(mailbox),
    status: 200,
    says,
  },
  refused('nothing given', to, {}, { email: said.noEmail }),
  refused('no address', to, { email: 'ivan@' }, { email: said.badEmail }),
  refused('broken JSON', to, '[', {}),
])

const goodPassword = { password: 'another good one' }

export const resetting: Row[] = [
  { name: 'a live ticket', to: resetTicket, send: goodPassword, status: 200, says: said.changed },
  refused('no password', resetTicket, {}, { password: said.noPassword }),
  refused('a short password', resetTicket, { password: 'q7#Zk' }, { password: said.short }),
  refused('a common password', resetTicket, { password: 'password1' }, { password: said.common }),
  refused('broken JSON', resetTicket, '{', {}),
  {
    name: 'a spent ticket',
    async to(ground) {
      const path = await resetTicket(ground)
      expect(await ground.rest.post(path, goodPassword)).toMatchObject({ status: 200 })
      return path
    },
    send: goodPassword,
    status: 400,
    says: said.badTicket,
  },
  {
    name: 'a ticket that verifies the address sets no password',
    to: async (ground) => (await verifyTicket(ground)).replace('verify-email', 'reset-password'),
    send: goodPassword,
    status: 400,
    says: said.badTicket,
  },
  ...[strangersTicket, 'null', '%20', '%00', '%zz', '%ff', 'a'.repeat(4_000)].map(
    (ticket): Row => ({
      name: `a ticket that we did not make: ${ticket.slice(0, 10)}`,
      to: `reset-password/${ticket}`,
      send: goodPassword,
      status: 400,
      says: said.badTicket,
    }),
  ),
]

export const verifying: Row[] = [
  { name: 'a live ticket', method: 'GET', to: verifyTicket, status: 200, says: said.verified },
  {
    name: 'a spent ticket',
    method: 'GET',
    async to(ground) {
      const path = await verifyTicket(ground)
      expect(await ground.rest.get(path)).toMatchObject({ status: 200 })
      return path
    },
    status: 400,
    says: said.badTicket,
  },
  {
    name: 'a ticket for something else',
    method: 'GET',
    to: async (ground) => (await resetTicket(ground)).replace('reset-password', 'verify-email'),
    status: 400,
    says: said.badTicket,
  },
  ...[strangersTicket, 'undefined', '%20', '%00', '%zz', '%ff'].map(
    (ticket): Row => ({
      name: `a ticket that we did not make: ${ticket.slice(0, 10)}`,
      method: 'GET',
      to: `verify-email/${ticket}`,
      status: 400,
      says: said.badTicket,
    }),
  ),
]
