import fc from 'fast-check'
import type { Contract } from '@/e2e/support/clients/contract'
import type { CallerPerson, EndpointCaller } from '@/e2e/support/clients/endpoint-caller'
import type { Endpoint } from '@/e2e/support/clients/endpoints'
import { pngBomb } from '@/lib/testing/pictures'
import { bodyOf, type FuzzBody } from './bodies'
import type { Target } from './fuzz'
import type { FuzzUsers, Needs } from './fuzz-users'
import { type HeaderLine, headersOf } from './headers'
import { sameAs } from './paths'
import type { RawAnswer } from './raw-answer'
import type { FuzzRequest } from './raw-requests'
import { fieldName, percentEncoded, text } from './values'

/** A user whose values are placeholders: `render` replaces them. */
const placeholderPerson: CallerPerson = {
  ...{ username: 'my.login', email: 'my.email', digits: '79991234567', headers: {}, ticket: 'my.ticket' },
}
const picture = pngBomb(300).toString('latin1')

/** An endpoint of a dialect, whose every answer must be in its document. */
export function endpointTarget(
  endpoint: Endpoint,
  { contract, caller, people }: { contract: Contract; caller: EndpointCaller; people: FuzzUsers },
): Target {
  const { path, method, name, entry } = endpoint
  return {
    ...{ name, path },
    requests: requestsTo(endpoint, { ...caller.body(endpoint, placeholderPerson), ...ownValues(endpoint) }),
    newUser: () => people.newUser(needsOf(endpoint)),
    faultOf: (_, answer) => contract.differences(method, entry.path, answer),
    isSuccess,
  }
}

function requestsTo(endpoint: Endpoint, good: object): fc.Arbitrary<FuzzRequest> {
  const { method, entry } = endpoint
  const bodies: fc.Arbitrary<FuzzBody | null> =
    entry.upload !== undefined
      ? fc.oneof(fc.constant({ type: 'image/png', bytes: picture }), bodyOf({ [entry.upload]: [picture] }))
      : Object.keys(endpoint.fields).length > 0
        ? bodyOf({ ...good })
        : fc.option(bodyOf({ email: 'my.email' }), { freq: 3 })
  return fc.record({
    method: fc.constant(method),
    target: fc.tuple(filledPath(endpoint), queryOf(endpoint)).map(([place, query]) => place + query),
    headers: headersOf(ownHeaders(endpoint)),
    body: method === 'GET' ? fc.constant(null) : bodies,
    isChunked: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.boolean()),
  })
}

/** Its path with parameters filled in, mostly with existing values. */
function filledPath({ path }: Endpoint): fc.Arbitrary<string> {
  if (!path.includes('{')) return sameAs(path)
  const good = path.replace('{token}', 'my.ticket').replace('{id}', 'my.id')
  // Dots alone would be another path.
  const odd = text
    .filter((one) => !/^\.{0,2}$/.test(one))
    .map((one) => path.replace(/\{\w+\}/, percentEncoded(one)))
  return fc.oneof({ weight: 2, arbitrary: sameAs(good) }, { weight: 1, arbitrary: odd })
}

function queryOf({ entry }: Endpoint): fc.Arbitrary<string> {
  const names = (entry.parameters ?? []).filter((parameter) => parameter.in === 'query')
  const good = names.map(({ name, example }) => `${name}=${name === 'login' ? 'my.login' : example}`)
  const pair = fc
    .tuple(fc.oneof(fc.constantFrom('x', ...names.map(({ name }) => name)), fieldName), text)
    .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
  const raw = fc.constantFrom(
    '%',
    '%ff=%fe',
    '=',
    '&&',
    'a=1&a=2',
    '__proto__=1',
    'x=%00',
    `x=${'x'.repeat(3_000)}`,
    '?',
  )
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('', ...good.map((one) => `?${one}`)) },
    {
      weight: 2,
      arbitrary: fc.array(pair, { minLength: 1, maxLength: 4 }).map((pairs) => `?${pairs.join('&')}`),
    },
    { weight: 1, arbitrary: raw.map((one) => `?${one}`) },
  )
}

function ownHeaders({ reference }: Endpoint): HeaderLine[] {
  return reference.dialect.credentials === 'bearer'
    ? [['authorization', 'Bearer my.token']]
    : [['cookie', 'authjs.session-token=my.cookie']]
}

/** Values for fields that must be new, or that the samples of others lack. */
function ownValues({ path, fields, method }: Endpoint): object {
  const [username, email] = ['new.login', 'new.login@example.com']
  if (/register|signup$|username$/.test(path))
    return { ...('username' in fields && { username }), ...('email' in fields && { email }) }
  if (/user\/set|account\/email$/.test(path)) return { email }
  return method === 'PATCH' && path === '/api/account' ? { gender: 'female', locale: 'ru', remove: [] } : {}
}

function needsOf({ path, fields, entry }: Endpoint): Needs {
  const spendsTicket = 'ticket' in fields || path.includes('{token}')
  return {
    ...(spendsTicket && { ticket: /verify/i.test(path) ? 'verify' : 'reset' }),
    ...(path.includes('{id}') && { id: path.includes('session') ? 'session' : 'device' }),
    isVerified: /(rest|ticket)\/auth\/login$/.test(path),
    isAdmin: entry.failures.includes('admin_only'),
  }
}

/** classic reports success in its body, the others by the status. */
function isSuccess({ status, text }: RawAnswer): boolean {
  return status >= 200 && status < 400 && !text.startsWith('{"status":0')
}
