import { newRestPerson } from '@/e2e/support/clients/rest-api'
import { messages } from './rest-messages'
import { type Row, unknownTicket } from './rest-row'

const posts = [
  'register',
  'login',
  'forgot-password',
  'resend-verification',
  `reset-password/${unknownTicket}`,
]
export const wrongMethods: Row[] = [
  ...posts.flatMap((path) =>
    ['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ path, method, allow: 'POST' })),
  ),
  ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({
    path: `verify-email/${unknownTicket}`,
    method,
    allow: 'GET',
  })),
].map((row) => ({ name: 'the wrong method', ...row, status: 405, message: messages.badMethod }))

export const unknownPaths: Row[] = ['logout', 'login/again', 'verify-email', 'reset-password'].flatMap(
  (path) =>
    ['GET', 'POST', 'DELETE'].map((method) => ({
      name: 'an unknown path',
      path,
      method,
      status: 404,
      message: messages.notFound,
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
  path: 'login',
  method: 'POST',
  headers,
  body: () => newRestPerson(),
  status: 401,
  message: messages.wrong,
}))
