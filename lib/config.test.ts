import { describe, expect, test } from 'vitest'
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
    SUPPORT_EMAIL: 'nobody',
    ALLOWED_ORIGINS: 'https://a.example, nonsense',
    LOG_LEVEL: 'loud',
    TRUSTED_PROXIES: '-1',
  }
  expect(faultsOf(env).toSorted()).toEqual(Object.keys(env).toSorted())
  expect(messageOf(env)).not.toMatch(/hunter2|too-short|mysql|nonsense/)
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

test('mail needs a sender, and one transport', () => {
  expect(faultsOf({ SMTP_URL: 'smtp://mail' })).toEqual(['MAIL_FROM'])
  expect(faultsOf({ RESEND_API_KEY: 're_1' })).toEqual(['MAIL_FROM'])
  const both = { SMTP_URL: 'smtp://mail', RESEND_API_KEY: 're_1', MAIL_FROM: 'a@example.com' }
  expect(faultsOf(both)).toEqual(['SMTP_URL'])
})

test('an address is kept as its origin', () => {
  const { appUrl, isHttps, allowedOrigins } = parseConfig({
    APP_URL: 'https://ID.example.com:443/path/',
    ALLOWED_ORIGINS: 'https://app.example.com/, http://localhost:5173',
  })
  expect({ appUrl, isHttps }).toEqual({ appUrl: 'https://id.example.com', isHttps: true })
  expect(allowedOrigins).toEqual(['https://app.example.com', 'http://localhost:5173'])
})
