import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { combinationFaults, whitespaceFaults } from './config-faults'
import {
  appOrigins,
  issuerAddress,
  mailSender,
  onOrOff,
  secret,
  serviceAddress,
  smtpAddress,
  webOrigin,
  wholeNumber,
} from './config-values'
import { processWide } from './process/process-wide'
import { apnsKey, fcmServiceAccount } from './push-credentials'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeNumber(1, 65_535).default(3000),
  APP_URL: webOrigin.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// URL' }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  AUTH_SECRET: secret.optional(),
  AUTH_SECRET_PREVIOUS: secret.optional(),
  MAIL_FROM: mailSender.optional(),
  RESEND_API_KEY: z.string().min(1).optional(),
  RESEND_BASE_URL: serviceAddress.optional(),
  SMTP_URL: smtpAddress.optional(),
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
  APNS_URL: webOrigin.default('https://api.push.apple.com'),
  FCM_SERVICE_ACCOUNT: fcmServiceAccount.optional(),
  FCM_URL: serviceAddress.default('https://fcm.googleapis.com'),
  PASSWORD_HASH: z.enum(['bcrypt', 'argon2id'], 'must be bcrypt or argon2id').default('bcrypt'),
  BCRYPT_COST: wholeNumber(4, 15).default(10),
  PASSWORD_MIN_LENGTH: wholeNumber(1, 256).optional(),
  HASH_THREADS: wholeNumber(1, 64).optional(),
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  RATE_LIMIT: onOrOff.default('on'),
  WORK: onOrOff.default('on'),
  METRICS_TOKEN: secret.optional(),
  OIDC_ISSUER: issuerAddress.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(40, 'must have at most 40 characters').optional(),
  GALLERY: onOrOff.optional(),
  SUPPORT_EMAIL: z.email('must be an e-mail address').optional(),
  ALLOWED_ORIGINS: appOrigins.default([]),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
})

export type Config = Readonly<ReturnType<typeof parseConfig>>

/**
 * @param env an empty value counts as absent
 * @throws Error with all faults, one per line, without values because they may be secret
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  const single = parsed.error?.issues.map(({ path: [name], message }) => `${String(name)} ${message}`) ?? []
  const whitespace = whitespaceFaults(given, Object.keys(environment.shape))
  const faults = new Set([...single, ...combinationFaults(given), ...whitespace])
  if (!parsed.success || faults.size > 0) {
    throw new Error(`The configuration is invalid:\n${[...faults].map((fault) => `  ${fault}`).join('\n')}`)
  }
  const { data } = parsed
  const appUrl = data.APP_URL ?? `http://localhost:${data.PORT}`
  return {
    appUrl,
    port: data.PORT,
    isDevelopment: data.NODE_ENV === 'development',
    isHttps: appUrl.startsWith('https:'),
    databaseUrl: data.DATABASE_URL ?? null,
    dataFolder: path.resolve(data.DATA_DIR),
    configuredSecret: data.AUTH_SECRET ?? null,
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
    runsWorker: data.WORK === 'on',
    metricsToken: data.METRICS_TOKEN ?? null,
    oidc: oidcConfig(data),
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

function oidcConfig({ OIDC_ISSUER: issuer, ...data }: z.output<typeof environment>) {
  const { OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = data
  if (!issuer || !clientId || !clientSecret || !name) return null
  return { issuer: issuer.replace(/\/+$/, ''), clientId, clientSecret, name } as const
}

export function config(): Config {
  return processWide('config', () => parseConfig(process.env))
}

/** AUTH_SECRET. Without it (allowed with the embedded database), a secret is created once and stored in DATA_DIR. */
export function authSecret(): string {
  return processWide('auth-secret', () => config().configuredSecret ?? storedSecret(config().dataFolder))
}

/** Creates the file by an atomic link, so that two processes that start at once read the same secret. */
function storedSecret(folder: string): string {
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
