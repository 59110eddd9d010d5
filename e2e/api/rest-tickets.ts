import { expect } from '@playwright/test'
import { newRestPerson } from '@/e2e/support/clients/rest-api'
import { messages } from './rest-messages'
import { badInputRow, type Row, resetTicket, unknownTicket, verifyTicket } from './rest-row'

export const asking: Row[] = (
  [
    ['forgot-password', messages.resetSent],
    ['resend-verification', messages.resent],
  ] as const
).flatMap(([path, message]): Row[] => [
  { name: 'an unknown address', path, body: () => newRestPerson(), status: 200, message },
  { name: 'an unverified address', path, body: ({ rest }) => rest.register(), status: 200, message },
  {
    name: 'a verified address',
    path,
    body: ({ rest, mailbox }) => rest.registerVerified(mailbox),
    status: 200,
    message,
  },
  badInputRow('no fields', path, {}, { email: messages.noEmail }),
  badInputRow('no address', path, { email: 'ivan@' }, { email: messages.badEmail }),
  badInputRow('broken JSON', path, '[', {}),
])

const goodPassword = { password: 'another good one' }

export const resetting: Row[] = [
  { name: 'a valid ticket', path: resetTicket, body: goodPassword, status: 200, message: messages.changed },
  badInputRow('no password', resetTicket, {}, { password: messages.noPassword }),
  badInputRow('a short password', resetTicket, { password: 'q7#Zk' }, { password: messages.short }),
  badInputRow('a common password', resetTicket, { password: 'password1' }, { password: messages.common }),
  badInputRow('broken JSON', resetTicket, '{', {}),
  {
    name: 'a spent ticket',
    async path(context) {
      const path = await resetTicket(context)
      expect(await context.rest.post(path, goodPassword)).toMatchObject({ status: 200 })
      return path
    },
    body: goodPassword,
    status: 400,
    message: messages.badTicket,
  },
  {
    name: 'a ticket that verifies the address sets no password',
    path: async (context) => (await verifyTicket(context)).replace('verify-email', 'reset-password'),
    body: goodPassword,
    status: 400,
    message: messages.badTicket,
  },
  ...[unknownTicket, 'null', '%20', '%00', '%zz', '%ff', 'a'.repeat(4_000)].map(
    (ticket): Row => ({
      name: `a ticket that was never issued: ${ticket.slice(0, 10)}`,
      path: `reset-password/${ticket}`,
      body: goodPassword,
      status: 400,
      message: messages.badTicket,
    }),
  ),
]

export const verifying: Row[] = [
  { name: 'a valid ticket', method: 'GET', path: verifyTicket, status: 200, message: messages.verified },
  {
    name: 'a spent ticket',
    method: 'GET',
    async path(context) {
      const path = await verifyTicket(context)
      expect(await context.rest.get(path)).toMatchObject({ status: 200 })
      return path
    },
    status: 400,
    message: messages.badTicket,
  },
  {
    name: 'a ticket for something else',
    method: 'GET',
    path: async (context) => (await resetTicket(context)).replace('reset-password', 'verify-email'),
    status: 400,
    message: messages.badTicket,
  },
  ...[unknownTicket, 'undefined', '%20', '%00', '%zz', '%ff'].map(
    (ticket): Row => ({
      name: `a ticket that was never issued: ${ticket.slice(0, 10)}`,
      method: 'GET',
      path: `verify-email/${ticket}`,
      status: 400,
      message: messages.badTicket,
    }),
  ),
]
