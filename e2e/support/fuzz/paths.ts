import fc from 'fast-check'
import { percentEncoded, text } from './values'

/** Ways to write a path that lead to the same place, by the URL standard and RFC 3986 §6.2.2. */
const detours: readonly ((path: string, at: number) => string)[] = [
  (path) => `/x/..${path}`,
  (path) => `/api/%2e%2e${path}`,
  (path) => `/.${path}`,
  (path) => `/./x/.%2E/..${path}`,
  (path) => `/login\\..${path}`,
  (path) => path.replaceAll('/', '\\').replace('\\', '/'),
  (path) => `http://evil.test${path}`,
  (path) => `HTTPS://user@evil.test:1${path}`,
  (path) => `${path}#/api/x`,
  (path) => `${path}/x/..`.replace(/\/x\/\.\.$/, '/./../').replace(/\/\.\/\.\.\/$/, ''),
  (path, at) => percentAt(path, at),
]
const apiDetours: typeof detours = [
  ...detours,
  (path) => path.replace('/api/', '//api//'),
  (path) => path.replaceAll('/', '///'),
  (path) => `/login/..//${path}`,
]

/** A path unchanged, mostly; or in another spelling. */
export function sameAs(path: string): fc.Arbitrary<string> {
  const ways = path.startsWith('/api') ? apiDetours : detours
  const other = fc.tuple(fc.constantFrom(...ways), fc.nat(path.length - 1)).map(([way, at]) => way(path, at))
  return fc.oneof({ weight: 9, arbitrary: fc.constant(path) }, { weight: 1, arbitrary: other })
}

function percentAt(path: string, at: number): string {
  const letter = path[at] ?? ''
  return /[a-z0-9]/i.test(letter) ? path.slice(0, at) + hex(letter) + path.slice(at + 1) : path
}

const hex = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`

/** A path that no browser sends: with raw bytes inserted, doubled, cut off or replaced. */
export function brokenFrom(path: string): fc.Arbitrary<string> {
  const put = fc.constantFrom(
    ...[
      '/',
      '//',
      '/.',
      '/..',
      '/../',
      '/%2e%2e/',
      '/.%2e/',
      '%2f',
      '%5c',
      '\\',
      '\\..\\',
      '%00',
      '\0',
      '%ff',
      '\xff',
      '%',
    ],
    ...[
      '%c0%ae',
      '%ed%a0%80',
      '%u0041',
      '%2500',
      ';',
      ';x=1',
      '?',
      '??',
      '&',
      '#',
      ':',
      '@',
      '*',
      '[',
      ']',
      '{',
      '|',
      '"',
    ],
    ...[
      '<',
      '%0d%0a',
      '%0a',
      '%20',
      '+',
      '$',
      '~',
      '..;/',
      '.json',
      '.rsc',
      '.txt',
      '/_next/data/x',
      '\t',
      '\x7f',
      '\xc3',
    ],
    ...[
      'a'.repeat(300),
      'x/'.repeat(300),
      '../'.repeat(60),
      '%2e%2e%2f'.repeat(20),
      'a'.repeat(9_000),
      '%41'.repeat(3_000),
    ],
  )
  const within = fc
    .tuple(fc.nat(path.length), put, fc.nat(2))
    .map(([at, piece, cut]) => path.slice(0, at) + piece + path.slice(at + cut))
  const whole = fc.constantFrom(
    ...[
      '*',
      '',
      '?',
      '#',
      '//',
      '///',
      '/..',
      '/.',
      'x',
      'localhost:80',
      'http://',
      'http:///',
      'http://evil.test',
    ],
    ...[
      `//evil.test${path}`,
      `http:${path}`,
      `http://[::1${path}`,
      `https://evil.test:99999${path}`,
      `ftp://x${path}`,
    ],
    ...[
      `data:,${path}`,
      path.toUpperCase(),
      path.slice(1),
      `/api/../..${path}`,
      `/_next/..${path}`,
      `${path}/..`,
      `${path}/.`,
    ],
    ...[
      '/_next/image?url=%2ficon.svg&w=64&q=75',
      '/_next/static/../../package.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/_next/x',
    ],
    ...[
      '/.env',
      '/.git/config',
      '/avatars/%2e%2e%2fx',
      '/avatars/default-9-\xff',
      '/api/auth/callback/oidc?code=x&state=y',
    ],
  )
  return fc.oneof(
    { weight: 3, arbitrary: within },
    { weight: 1, arbitrary: whole },
    { weight: 1, arbitrary: text.map((any) => `/${percentEncoded(any)}`) },
  )
}

/** Whether a target is an API's: by the URL standard, with unreserved characters decoded and repeated slashes merged. */
export function leadsToApi(target: string): boolean {
  const path = pathOf(target)
  return path !== null && /^\/api(\/|$)/.test(path)
}

/** The path of a target; null where it has none. */
export function pathOf(target: string): string | null {
  const noHost = /^[a-z][a-z0-9+.-]*:/i.test(target)
    ? target
    : `http://n${target.startsWith('/') ? '' : '/'}${target}`
  const url = target.startsWith('//') ? `http://n${target}` : noHost
  if (!URL.canParse(url)) return null
  const { pathname } = new URL(url)
  const plain = pathname.replace(/%(2d|2e|5f|7e|3\d|[46][1-9a-f]|[57][0-9a])/gi, decodeURIComponent)
  return plain.replace(/\/{2,}/g, '/')
}
