import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { processWide } from './process-wide'
import { apnsKey, fcmServiceAccount } from './push-credentials'

const wholeNumber = (lowest: number, highest: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= lowest && n <= highest, `must be from ${lowest} to ${highest}`)

const address = z.url({ protocol: /^https?$/, error: 'must be an http or https address' })

/**
 * An origin as browsers and apps send it: `https://app.example.com`, `capacitor://localhost`, or the word `null`. Null
 * for what is none. Only web schemes have an origin by the URL standard; of the others it is scheme and host.
 */
function originOf(text: string): string | null {
  if (text === 'null') return text
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(text) || !URL.canParse(text)) return null
  const { origin, protocol, host } = new URL(text)
  return origin === 'null' ? `${protocol}//${host}` : origin
}

/** What a provider says is believed, so it must come from it; a stand-in on this machine may do without TLS. */
function isSafeIssuer(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

const secret = z
  .string()
  .min(32, 'must have at least 32 characters')
  .refine((text) => !/^(change-?me|secret|example)/i.test(text), 'must not be a published example')

const environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeNumber(1, 65_535).default(3000),
  APP_URL: address.transform((url) => new URL(url).origin).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address' }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  AUTH_SECRET: secret.optional(),
  AUTH_SECRET_PREVIOUS: secret.optional(),
  MAIL_FROM: z.string().min(3).optional(),
  RESEND_API_KEY: z.string().min(1).optional(),
  RESEND_BASE_URL: address.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }).optional(),
  APNS_KEY: apnsKey.optional(),
  APNS_KEY_ID: z
    .string()
    .regex(/^\w{10}$/, 'must have 10 letters and digits')
    .optional(),
  APNS_TEAM_ID: z
    .string()
    .regex(/^\w{10}$/, 'must have 10 letters and digits')
    .optional(),
  APNS_TOPIC: z
    .string()
    .regex(/^[\w.-]+$/, "must be an app's bundle id")
    .optional(),
  APNS_URL: address.default('https://api.push.apple.com'),
  FCM_SERVICE_ACCOUNT: fcmServiceAccount.optional(),
  FCM_URL: address.default('https://fcm.googleapis.com'),
  PASSWORD_HASH: z.enum(['bcrypt', 'argon2id'], 'must be bcrypt or argon2id').default('bcrypt'),
  BCRYPT_COST: wholeNumber(4, 15).default(10),
  PASSWORD_MIN_LENGTH: wholeNumber(1, 256).optional(),
  HASH_THREADS: wholeNumber(1, 64).optional(),
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  RATE_LIMIT: z.enum(['on', 'off'], 'must be on or off').default('on'),
  METRICS_TOKEN: secret.optional(),
  OIDC_ISSUER: address.refine(isSafeIssuer, 'must be an https address').optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(40, 'must have at most 40 characters').optional(),
  GALLERY: z.enum(['on', 'off'], 'must be on or off').optional(),
  SUPPORT_EMAIL: z.email('must be an e-mail address').optional(),
  ALLOWED_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.string().transform(originOf).pipe(z.string('must list origins'))))
    .default([]),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

const oidcNames = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME'] as const

/** What is wrong between settings that are each right. */
function faultsBetween(env: Readonly<Record<string, string | undefined>>): string[] {
  const sends = env.RESEND_API_KEY || env.SMTP_URL
  return [
    ...(env.DATABASE_URL && !env.AUTH_SECRET
      ? ['AUTH_SECRET is required with DATABASE_URL: make one with `openssl rand -base64 32`']
      : []),
    ...(env.AUTH_SECRET_PREVIOUS && !env.AUTH_SECRET
      ? ['AUTH_SECRET is required with AUTH_SECRET_PREVIOUS: it takes its place']
      : []),
    ...(env.RESEND_API_KEY && env.SMTP_URL
      ? ['SMTP_URL is one transport, RESEND_API_KEY another: give either, not both']
      : []),
    ...(sends && !env.MAIL_FROM ? ['MAIL_FROM is required to send mail'] : []),
    ...(apnsNames.some((name) => env[name])
      ? apnsNames.filter((name) => !env[name]).map((name) => `${name} is required to push to Apple devices`)
      : []),
    ...(oidcNames.some((name) => env[name])
      ? oidcNames
          .filter((name) => !env[name])
          .map((name) => `${name} is required with the other OIDC_ settings`)
      : []),
  ]
}

const apnsNames = ['APNS_KEY', 'APNS_KEY_ID', 'APNS_TEAM_ID', 'APNS_TOPIC'] as const

/** The configuration, ready to use: `design` §7 in one object. */
export type Config = Readonly<ReturnType<typeof parseConfig>>

/**
 * Reads the environment.
 *
 * @param env names and values; an empty value counts as absent.
 * @throws Error that lists every fault at once, one a line, without any value (they may be secret).
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  const alone = parsed.error?.issues.map(({ path: [name], message }) => `${String(name)} ${message}`) ?? []
  const faults = [...alone, ...faultsBetween(given)]
  if (!parsed.success || faults.length > 0) {
    throw new Error(`The configuration has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  }
  const { data } = parsed
  const appUrl = data.APP_URL ?? `http://localhost:${data.PORT}`
  return {
    appUrl,
    isDevelopment: data.NODE_ENV === 'development',
    isHttps: appUrl.startsWith('https:'),
    databaseUrl: data.DATABASE_URL ?? null,
    dataFolder: path.resolve(data.DATA_DIR),
    givenSecret: data.AUTH_SECRET ?? null,
    previousSecret: data.AUTH_SECRET_PREVIOUS ?? null,
    mailFrom: data.MAIL_FROM ?? 'Latchkey <latchkey@localhost>',
    mailTransport: data.RESEND_API_KEY ? 'resend' : data.SMTP_URL ? 'smtp' : 'inbox',
    resendApiKey: data.RESEND_API_KEY ?? null,
    resendBaseUrl: data.RESEND_BASE_URL ?? null,
    smtpUrl: data.SMTP_URL ?? null,
    apns: apnsConfig(data),
    fcm: data.FCM_SERVICE_ACCOUNT ? { account: data.FCM_SERVICE_ACCOUNT, url: data.FCM_URL } : null,
    passwordHash: data.PASSWORD_HASH,
    bcryptCost: data.BCRYPT_COST,
    passwordMinLength: data.PASSWORD_MIN_LENGTH ?? null,
    hashThreads: data.HASH_THREADS ?? availableParallelism(),
    trustedProxies: data.TRUSTED_PROXIES,
    rateLimit: data.RATE_LIMIT,
    metricsToken: data.METRICS_TOKEN ?? null,
    oidc: oidcOf(data),
    // For people who work on the pages: there without being asked for, elsewhere only on demand.
    isGalleryOpen: data.GALLERY ? data.GALLERY === 'on' : data.NODE_ENV === 'development',
    supportEmail: data.SUPPORT_EMAIL ?? null,
    allowedOrigins: data.ALLOWED_ORIGINS,
    logLevel: data.LOG_LEVEL,
  } as const
}

function apnsConfig(data: z.output<typeof environment>) {
  const { APNS_KEY, APNS_KEY_ID, APNS_TEAM_ID, APNS_TOPIC, APNS_URL } = data
  if (!APNS_KEY || !APNS_KEY_ID || !APNS_TEAM_ID || !APNS_TOPIC) return null
  return { key: APNS_KEY, keyId: APNS_KEY_ID, teamId: APNS_TEAM_ID, topic: APNS_TOPIC, url: APNS_URL }
}

/** The other provider, whole or not at all. Its issuer has no slash at the end, however it was given. */
function oidcOf({ OIDC_ISSUER: issuer, ...data }: z.output<typeof environment>) {
  const { OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = data
  if (!issuer || !clientId || !clientSecret || !name) return null
  return { issuer: issuer.replace(/\/+$/, ''), clientId, clientSecret, name } as const
}

/** The configuration of this process, parsed at its first use (at boot, by `instrumentation.ts`). */
export function config(): Config {
  return processWide('config', () => parseConfig(process.env))
}

/** AUTH_SECRET; with the embedded database, where it may be absent, one is made once and kept in DATA_DIR. */
export function authSecret(): string {
  return processWide('auth-secret', () => config().givenSecret ?? keptSecret(config().dataFolder))
}

/** A link appears whole or not at all, so of two processes that start at once both read the same secret. */
function keptSecret(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, 'secret')
  const draft = path.join(folder, `secret.${randomBytes(6).toString('hex')}`)
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(file, 'utf8').trim()
}
