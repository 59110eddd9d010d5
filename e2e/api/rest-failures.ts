import { somebody } from '@/e2e/support/clients/rest-api'
import { type Row, strangersTicket } from './rest-row'
import { said } from './rest-words'

const posts = [
  'register',
  'login',
  'forgot-password',
  'resend-verification',
  `reset-password/${strangersTicket}`,
]
export const wrongMethods: Row[] = [
  ...posts.flatMap((to) =>
    ['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ to, method, allow: 'POST' })),
  ),
  ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({
    to: `verify-email/${strangersTicket}`,
    method,
    allow: 'GET',
  })),
].map((row) => ({ name: 'the wrong method', ...row, status: 405, says: said.badMethod }))

export const nowhere: Row[] = ['logout', 'login/again', 'verify-email', 'reset-password'].flatMap((to) =>
  ['GET', 'POST', 'DELETE'].map((method) => ({
    name: 'nothing is there',
    to,
    method,
    status: 404,
    says: said.notFound,
  })),
)

export const crossSite: Row[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://evil.test' },
  { origin: 'null' },
  { referer: 'https://evil.test/page' },
  { referer: 'no address' },
].map((headers) => ({
  name: `from another site's page, ${JSON.stringify(headers)}`,
  to: 'login',
  method: 'POST',
  headers,
  send: () => somebody(),
  status: 401,
  says: said.wrong,
}))
