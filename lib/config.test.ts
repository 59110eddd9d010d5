import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseConfig } from './config'

const goodSecret = 'k'.repeat(32)

function faultsOf(env: Record<string, string>): string[] {
  const [head, ...lines] = messageOf(env).split('\n')
  expect(['', 'The configuration is invalid:']).toContain(head)
  return lines.map((line) => line.trim().split(' ')[0] ?? '')
}

function messageOf(env: Record<string, string>): string {
  try {
    parseConfig(env)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test('an empty environment is a working configuration: embedded database and inbox', () => {
  expect(parseConfig({})).toMatchObject({
    appUrl: 'http://localhost:3000',
    isHttps: false,
    databaseUrl: null,
    configuredSecret: null,
    mailTransport: 'inbox',
    passwordHash: 'bcrypt',
    bcryptCost: 10,
    rateLimit: 'on',
    trustedProxies: 0,
  })
})

test('an empty value counts as absent', () => {
  expect(parseConfig({ DATABASE_URL: '', PORT: '', APP_URL: '' })).toEqual(parseConfig({}))
})

test('all faults are reported at once, without values', () => {
  const env = {
    PORT: '70000',
    APP_URL: 'ftp://example.com',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    AUTH_SECRET: 'too-short',
    SMTP_URL: 'http://mail',
    MAIL_FROM: 'a',
    BCRYPT_COST: 'ten',
    PASSWORD_HASH: 'md5',
    RATE_LIMIT: 'maybe',
    GALLERY: 'maybe',
    SUPPORT_EMAIL: 'nobody',
    ALLOWED_ORIGINS: 'https://a.example, nonsense',
    LOG_LEVEL: 'loud',
    TRUSTED_PROXIES: '-1',
  }
  expect(faultsOf(env).toSorted()).toEqual(Object.keys(env).toSorted())
  expect(messageOf(env)).not.toMatch(/hunter2|too-short|mysql|nonsense/)
})

test('a provider needs all its settings, and TLS', () => {
  const complete = {
    OIDC_ISSUER: 'https://id.example/realm/',
    OIDC_CLIENT_ID: 'latchkey',
    OIDC_CLIENT_SECRET: 'hush',
    OIDC_NAME: 'Example',
  }
  const oidc = {
    issuer: 'https://id.example/realm',
    clientId: 'latchkey',
    clientSecret: 'hush',
    name: 'Example',
  }
  expect(parseConfig(complete)).toMatchObject({ oidc })
  expect(parseConfig({})).toMatchObject({ oidc: null })
  for (const name of Object.keys(complete)) expect(faultsOf({ ...complete, [name]: '' })).toEqual([name])
  expect(faultsOf({ ...complete, OIDC_ISSUER: 'http://id.example' })).toEqual(['OIDC_ISSUER'])
  expect(parseConfig({ ...complete, OIDC_ISSUER: 'http://localhost:9' }).oidc?.issuer).toBe(
    'http://localhost:9',
  )
})

test('faults of combinations are reported together with faults of single settings', () => {
  const env = {
    DATABASE_URL: 'postgresql://db/x',
    SMTP_URL: 'smtp://mail',
    RESEND_API_KEY: 're_1',
    PORT: 'x',
  }
  expect(faultsOf(env)).toEqual(['PORT', 'AUTH_SECRET', 'SMTP_URL', 'MAIL_FROM'])
})

describe('AUTH_SECRET', () => {
  const DATABASE_URL = 'postgresql://latchkey@db/latchkey'
  test('is required with DATABASE_URL', () => {
    expect(faultsOf({ DATABASE_URL })).toEqual(['AUTH_SECRET'])
    expect(faultsOf({ DATABASE_URL, AUTH_SECRET: goodSecret })).toEqual([])
  })
  test('has at least 32 characters', () => {
    expect(faultsOf({ AUTH_SECRET: goodSecret.slice(1) })).toEqual(['AUTH_SECRET'])
  })
  test.each(['changeme', 'change-me-', 'CHANGEME', 'secret', 'example-'])(
    'is not a published example: %s',
    (start) => {
      expect(faultsOf({ AUTH_SECRET: start + 'x'.repeat(32) })).toEqual(['AUTH_SECRET'])
    },
  )
})

test('a previous secret needs the current one', () => {
  const previous = { AUTH_SECRET_PREVIOUS: goodSecret }
  expect(faultsOf(previous)).toEqual(['AUTH_SECRET'])
  expect(faultsOf({ ...previous, AUTH_SECRET: goodSecret.toUpperCase() })).toEqual([])
  expect(faultsOf({ AUTH_SECRET: goodSecret, AUTH_SECRET_PREVIOUS: 'short' })).toEqual([
    'AUTH_SECRET_PREVIOUS',
  ])
})

test('mail needs a sender and only one transport', () => {
  expect(faultsOf({ SMTP_URL: 'smtp://mail' })).toEqual(['MAIL_FROM'])
  expect(faultsOf({ RESEND_API_KEY: 're_1' })).toEqual(['MAIL_FROM'])
  const both = { SMTP_URL: 'smtp://mail', RESEND_API_KEY: 're_1', MAIL_FROM: 'a@example.com' }
  expect(faultsOf(both)).toEqual(['SMTP_URL'])
})

describe('push', () => {
  const pem = (key: KeyObject) => String(key.export({ type: 'pkcs8', format: 'pem' }))
  const applePem = pem(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey)
  const otherPem = pem(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey)
  const rsaPem = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
  const apple = { APNS_KEY_ID: 'ABC123DEFG', APNS_TEAM_ID: 'DEF123GHIJ', APNS_TOPIC: 'com.example.app' }
  const account = JSON.stringify({
    project_id: 'demo',
    client_email: 'push@demo.iam.gserviceaccount.com',
    private_key: rsaPem,
    token_uri: 'https://oauth2.googleapis.com/token',
  })
  const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-config-'))
  const file = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text)
    return path.join(folder, name)
  }
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each([
    ['content', applePem],
    ['one line', applePem.replaceAll('\n', '\\n')],
    ['file', file('key.p8', applePem)],
  ])('accepts an Apple key as %s', (_, APNS_KEY) => {
    expect(parseConfig({ ...apple, APNS_KEY }).apns).toEqual({
      key: applePem,
      keyId: 'ABC123DEFG',
      teamId: 'DEF123GHIJ',
      topic: 'com.example.app',
      url: 'https://api.push.apple.com',
    })
  })

  test.each([
    ['content', account],
    ['file', file('account.json', account)],
  ])('accepts a service account as %s', (_, FCM_SERVICE_ACCOUNT) => {
    const { fcm } = parseConfig({ FCM_SERVICE_ACCOUNT })
    expect(fcm).toMatchObject({ url: 'https://fcm.googleapis.com', account: { project_id: 'demo' } })
  })

  test.each([path.join(folder, 'no-such-file'), 'nonsense', otherPem, rsaPem, file('empty', '')])(
    'rejects a key of another kind, and a missing file',
    (APNS_KEY) => expect(faultsOf({ ...apple, APNS_KEY })).toEqual(['APNS_KEY']),
  )

  test.each([path.join(folder, 'no-such-file'), '{', '{"project_id":"demo"}', account.replace('RIVATE', '')])(
    'rejects a file that is not a service account',
    (FCM_SERVICE_ACCOUNT) => expect(faultsOf({ FCM_SERVICE_ACCOUNT })).toEqual(['FCM_SERVICE_ACCOUNT']),
  )

  test('reports the missing settings if only some are set', () => {
    expect(faultsOf({ APNS_KEY_ID: 'x', APNS_URL: 'ftp://apple' })).toEqual([
      'APNS_KEY_ID',
      'APNS_URL',
      'APNS_KEY',
      'APNS_TEAM_ID',
      'APNS_TOPIC',
    ])
  })
})

test('the gallery is open in development, elsewhere only if enabled', () => {
  const open = (env: Record<string, string>) => parseConfig(env).isGalleryOpen
  expect([open({}), open({ NODE_ENV: 'production' }), open({ NODE_ENV: 'development' })]).toEqual([
    false,
    false,
    true,
  ])
  expect(open({ GALLERY: 'on', NODE_ENV: 'production' })).toBe(true)
  expect(open({ GALLERY: 'off', NODE_ENV: 'development' })).toBe(false)
})

test('a URL is normalised to its origin', () => {
  const { appUrl, isHttps, allowedOrigins } = parseConfig({
    APP_URL: 'https://ID.example.com:443/',
    ALLOWED_ORIGINS:
      'https://App.example.com:443/, http://localhost:5173,capacitor://localhost, ionic://app/, null',
  })
  expect({ appUrl, isHttps }).toEqual({ appUrl: 'https://id.example.com', isHttps: true })
  expect(allowedOrigins).toEqual([
    'https://app.example.com',
    'http://localhost:5173',
    'capacitor://localhost',
    'ionic://app',
    'null',
  ])
})

describe('a value that cannot be used as given is a fault, not trimmed to fit', () => {
  const site = [
    ...['https://x.example/path', 'https://x.example//', 'https://x.example/?', 'https://x.example?a=1'],
    ...['https://x.example/#top', 'https://ada:hunter2@x.example', 'https://ada@x.example', 'https://'],
    ...[
      'https:x.example',
      'x.example',
      'https://x.example nonsense',
      'https://x.example\\path',
      '"https://x.example"',
    ],
    ...['https://*.example', 'https://x..example', 'https://x.example:port', 'https://x.example\t'],
  ]
  const bad: Record<string, readonly string[]> = {
    APP_URL: [...site, 'ftp://x.example', 'null'],
    APNS_URL: [...site, 'ftp://x.example'],
    ALLOWED_ORIGINS: [
      ...site,
      'ionic://app/x',
      'https://x.example,',
      'https://a.example;https://b.example',
      'NULL',
      '*',
    ],
    RESEND_BASE_URL: [
      'https://x.example/?a=1',
      'https://x.example/#a',
      'https://ada:hunter2@x.example',
      'x.example',
    ],
    FCM_URL: ['https://x.example?', 'https://ada@x.example', 'ftp://x.example'],
    OIDC_ISSUER: [
      'https://x.example/?a=1',
      'https://x.example#',
      'https://ada@x.example',
      'http://x.example',
    ],
    SMTP_URL: [
      ...[
        'mail.example:587',
        'smtp://',
        'smtp://mail.example/path',
        'smtp://mail.example#a',
        'smtp://m ail.example',
      ],
      ...[
        'smtp://mail.example?requiretls=true',
        'smtp://mail.example?requireTLS=yes',
        'smtp://mail.example?auth.user=a',
      ],
      ...['smtp://mail.example?socketTimeout=10s', 'smtp://mail.example?toString=a'],
    ],
    MAIL_FROM: [
      ...[
        'Latchkey',
        '@',
        'a@',
        'a@b, c@d',
        'Acme, Inc. <a@b.example>',
        'Ada <a@b.example',
        '<a@b.example> Ada',
      ],
      ...[
        'Ada <a@b.example>\nBcc: c@d.example',
        'Ada: a@b.example;',
        'Ada (her) <a@b.example>',
        'a b@c.example',
      ],
    ],
    PORT: ['0', '65536', '-1', '3000.5', '0x50', '3e3', '3000 ', 'http', '\u0663'],
    TRUSTED_PROXIES: ['-1', '11', '1.5', 'one', '1 ', '10.0.0.1'],
    BCRYPT_COST: ['3', '16', '10 rounds'],
    PASSWORD_MIN_LENGTH: ['0', '257', '8 characters'],
    HASH_THREADS: ['0', '65', 'all'],
    PASSWORD_HASH: ['argon2', 'BCRYPT', 'bcrypt '],
    ...Object.fromEntries(
      ['RATE_LIMIT', 'WORK', 'GALLERY'].map((name) => [
        name,
        ['true', '0', 'ON', ' off', 'off ', ' ', 'none'],
      ]),
    ),
    LOG_LEVEL: ['warning', 'INFO', 'info '],
    SUPPORT_EMAIL: ['help', 'a@b.example,c@d.example', 'Ada <a@b.example>'],
    DATA_DIR: [' data', '.data\n', ' '],
    AUTH_SECRET: [`${goodSecret}\n`, ` ${goodSecret}`],
    METRICS_TOKEN: [`${goodSecret}\n`, 'short'],
    DATABASE_URL: ['db/x', 'mysql://db/x', ' postgresql://db/x'],
    RESEND_API_KEY: ['re_1\n'],
    APNS_KEY_ID: ['short'],
    OIDC_NAME: ['x'.repeat(41), ' '],
  }
  test.each(Object.entries(bad))('%s', (name, values) => {
    for (const value of values) expect([value, ...faultsOf({ [name]: value })]).toContain(name)
  })

  test('a faulty value is reported once', () => {
    expect(messageOf({ ALLOWED_ORIGINS: 'a,b,c' }).split('\n')).toHaveLength(2)
    expect(messageOf({ APP_URL: 'https://id.example/path' })).toContain('APP_URL must be http:// or https://')
  })
})

test.each([
  ['MAIL_FROM', 'accounts@example.com'],
  ['MAIL_FROM', '<accounts@example.com>'],
  ['MAIL_FROM', 'Ада Лавлейс <ada@example.com>'],
  ['MAIL_FROM', '"Example, Inc." <accounts@example.com>'],
  ['MAIL_FROM', 'Example Inc. <accounts@localhost>'],
  ['SMTP_URL', 'smtps://user:p%40ss@mail.example:465/'],
  ['SMTP_URL', 'smtp://[::1]:25?requireTLS=false&tls.rejectUnauthorized=false&maxConnections=2'],
])('%s may be %s', (name, value) => {
  const set = { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'a@example.com', [name]: value }
  expect(faultsOf(set)).toEqual([])
})

test('a setting without effect is a fault', () => {
  expect(faultsOf({ RESEND_BASE_URL: 'https://x.example' })).toEqual(['RESEND_API_KEY'])
  expect(faultsOf({ FCM_URL: 'https://x.example' })).toEqual(['FCM_SERVICE_ACCOUNT'])
  expect(faultsOf({ APNS_URL: 'https://x.example' })).toHaveLength(4)
})
