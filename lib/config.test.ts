import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseConfig } from './config'

const goodSecret = 'k'.repeat(32)

/** The names at fault, in the order in which they are told. */
function faultsOf(env: Record<string, string>): string[] {
  const [head, ...lines] = messageOf(env).split('\n')
  expect(['', 'The configuration has faults:']).toContain(head)
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

test('nothing set is a working configuration: embedded, with the inbox', () => {
  expect(parseConfig({})).toMatchObject({
    appUrl: 'http://localhost:3000',
    isHttps: false,
    databaseUrl: null,
    givenSecret: null,
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

test('all faults are told at once, and no value with them', () => {
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

test('the other provider is configured whole or not at all, and over TLS', () => {
  const whole = {
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
  expect(parseConfig(whole)).toMatchObject({ oidc })
  expect(parseConfig({})).toMatchObject({ oidc: null })
  for (const name of Object.keys(whole)) expect(faultsOf({ ...whole, [name]: '' })).toEqual([name])
  expect(faultsOf({ ...whole, OIDC_ISSUER: 'http://id.example' })).toEqual(['OIDC_ISSUER'])
  expect(parseConfig({ ...whole, OIDC_ISSUER: 'http://localhost:9' }).oidc?.issuer).toBe('http://localhost:9')
})

test('what is wrong between settings is told beside what is wrong with each', () => {
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
    'is no published one: %s',
    (word) => {
      expect(faultsOf({ AUTH_SECRET: word + 'x'.repeat(32) })).toEqual(['AUTH_SECRET'])
    },
  )
})

test('a former secret is known only next to the one that took its place', () => {
  const previous = { AUTH_SECRET_PREVIOUS: goodSecret }
  expect(faultsOf(previous)).toEqual(['AUTH_SECRET'])
  expect(faultsOf({ ...previous, AUTH_SECRET: goodSecret.toUpperCase() })).toEqual([])
  expect(faultsOf({ AUTH_SECRET: goodSecret, AUTH_SECRET_PREVIOUS: 'short' })).toEqual([
    'AUTH_SECRET_PREVIOUS',
  ])
})

test('mail needs a sender, and one transport', () => {
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
  ])('takes an Apple key as a %s', (_, APNS_KEY) => {
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
  ])('takes a service account as a %s', (_, FCM_SERVICE_ACCOUNT) => {
    const { fcm } = parseConfig({ FCM_SERVICE_ACCOUNT })
    expect(fcm).toMatchObject({ url: 'https://fcm.googleapis.com', account: { project_id: 'demo' } })
  })

  test.each([path.join(folder, 'no-such-file'), 'nonsense', otherPem, rsaPem, file('empty', '')])(
    'refuses another key and none',
    (APNS_KEY) => expect(faultsOf({ ...apple, APNS_KEY })).toEqual(['APNS_KEY']),
  )

  test.each([path.join(folder, 'no-such-file'), '{', '{"project_id":"demo"}', account.replace('RIVATE', '')])(
    'refuses another file than that of a service account',
    (FCM_SERVICE_ACCOUNT) => expect(faultsOf({ FCM_SERVICE_ACCOUNT })).toEqual(['FCM_SERVICE_ACCOUNT']),
  )

  test('says what is missing beside a part of it', () => {
    expect(faultsOf({ APNS_KEY_ID: 'x', APNS_URL: 'ftp://apple' })).toEqual([
      'APNS_KEY_ID',
      'APNS_URL',
      'APNS_KEY',
      'APNS_TEAM_ID',
      'APNS_TOPIC',
    ])
  })
})

test('the gallery is open where pages are worked on, elsewhere only when asked for', () => {
  const open = (env: Record<string, string>) => parseConfig(env).isGalleryOpen
  expect([open({}), open({ NODE_ENV: 'production' }), open({ NODE_ENV: 'development' })]).toEqual([
    false,
    false,
    true,
  ])
  expect(open({ GALLERY: 'on', NODE_ENV: 'production' })).toBe(true)
  expect(open({ GALLERY: 'off', NODE_ENV: 'development' })).toBe(false)
})

test('an address is kept as its origin', () => {
  const { appUrl, isHttps, allowedOrigins } = parseConfig({
    APP_URL: 'https://ID.example.com:443/path/',
    ALLOWED_ORIGINS:
      'https://App.example.com:443/, http://localhost:5173,capacitor://localhost, ionic://app/x, null',
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
