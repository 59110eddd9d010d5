import fc from 'fast-check'
import { pngBomb } from '@/lib/testing/pictures'
import { bodyOf, broken, type FuzzBody, multipart } from './bodies'
import type { Target } from './fuzz'
import type { FuzzUsers } from './fuzz-users'
import { type HeaderLine, headersOf } from './headers'
import { leadsToApi, sameAs } from './paths'
import type { RawAnswer } from './raw-answer'
import { fieldName, percentEncoded, text } from './values'

interface Address {
  readonly path: string
  readonly method?: 'GET' | 'POST'
  /** The statuses it may answer; by default those of a page or a redirect. */
  readonly statuses?: readonly number[]
  readonly type?: RegExp
  readonly body?: fc.Arbitrary<FuzzBody>
}

const page = [200, 303, 307, 308, 404]
const data = [200, 204, 304, 400, 401, 403, 404, 405]
const json = /^application\/(problem\+)?json/
const picture = pngBomb(300).toString('latin1')
const upload = fc
  .constantFrom(picture, picture.slice(0, 60), 'GIF89a', '<svg/>', '')
  .map((file) => multipart([['picture', [file]]]))

/** Every address that is not an endpoint of a dialect. */
const addresses: readonly Address[] = [
  ...[
    '/',
    '/login',
    '/register',
    '/reset',
    '/reset/my.ticket',
    '/verify-email',
    '/verify-email/my.ticket',
  ].map(read),
  ...[
    '/edit-profile',
    '/link',
    '/docs',
    '/docs/rest',
    '/gallery',
    '/inbox',
    '/nowhere',
    '/login/provider',
  ].map(read),
  {
    path: '/edit-profile/picture',
    method: 'POST',
    statuses: [200, 303, 400, 413],
    body: fc.oneof(upload, broken(upload)),
  },
  ...['/api/health', '/api/health/live', '/api/metrics', '/inbox.json', '/api/nowhere'].map(program),
  ...['/api/rest/nowhere', '/api/ticket/nowhere', '/api/classic/nowhere', '/api/account/nowhere'].map(
    program,
  ),
  ...['/api/rest/openapi.json', '/avatars/default-1-AB.png', '/icon.svg', '/_next/static/nowhere'].map(any),
  ...['/api/auth/session', '/api/auth/csrf', '/api/auth/providers', '/api/auth/callback/oidc'].map(any),
  ...['/api/auth/signin', '/api/auth/signin/oidc', '/api/auth/session', '/api/auth/signout'].map(posted),
]

function read(path: string): Address {
  return { path, statuses: page }
}

function program(path: string): Address {
  return { path, statuses: data, type: /^(application\/(problem\+)?json|text\/plain)/ }
}

function any(path: string): Address {
  return { path, statuses: [...data, 302], type: /^(application|image|text)\// }
}

function posted(path: string): Address {
  return {
    path,
    method: 'POST',
    statuses: [...data, 302],
    type: json,
    body: bodyOf({ csrfToken: 'x', email: 'my.email' }),
  }
}

export function addressTargets(people: FuzzUsers): Target[] {
  return addresses.map((address) => {
    const { path, method = 'GET', body } = address
    const own: HeaderLine[] = [['cookie', 'authjs.session-token=my.cookie']]
    return {
      ...{ name: `${method} ${path}`, path },
      requests: fc.record({
        method: fc.constant(method),
        target: fc.tuple(sameAs(path), query).map((parts) => parts.join('')),
        headers: headersOf(own),
        body: body ?? fc.constant(null),
      }),
      newUser: () => people.newUser({}),
      faultOf: (_, answer) => faultAt(address, answer),
      isSuccess: ({ status }) => status < 400,
    }
  })
}

const odd = fc.constantFrom(
  '%',
  '%ff=%fe',
  '=',
  '&&',
  'news=x',
  'notice=x',
  'picture=saved&wait=x',
  'wait=0&after=x',
  '_rsc=x',
)
const query = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fieldName, text)
      .map(([name, one]) => `?${percentEncoded(name)}=${percentEncoded(one)}`),
  },
  { weight: 1, arbitrary: odd.map((one) => `?${one}`) },
)

function faultAt(
  { path, statuses = page, type }: Address,
  { status, headers, text }: RawAnswer,
): string | null {
  if (!statuses.includes(status) && status !== 503)
    return `${status} is no answer of ${path}: ${text.slice(0, 300)}`
  if (text === '' || !type || type.test(headers['content-type'] ?? '')) return null
  return leadsToApi(path) || status === 200 ? `${status} with ${headers['content-type']}` : null
}
