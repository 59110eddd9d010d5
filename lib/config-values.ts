import { z } from 'zod'

/** The formats of single settings. Nothing is trimmed or guessed: a value that cannot be used as given is a fault. */

export const wholeNumber = (lowest: number, highest: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= lowest && n <= highest, `must be between ${lowest} and ${highest}`)

export const onOrOff = z.enum(['on', 'off'], 'must be on or off')

export const secret = z
  .string()
  .min(32, 'must have at least 32 characters')
  .refine((text) => !/^(change-?me|secret|example)/i.test(text), 'must not be a published example')

const hostname = /^(\[[0-9a-f:.]+\]|[\w-]+(\.[\w-]+)*\.?)$/i

/** Parses a URL of only a scheme and a host; one slash at the end is accepted. Null for any other text. */
function parseOrigin(text: string): URL | null {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@\\]+\/?$/i.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  return hostname.test(url.hostname) ? url : null
}

export const webOrigin = z.string().transform((text, context) => {
  const url = parseOrigin(text)
  if (url && /^https?:$/.test(url.protocol)) return url.origin
  context.addIssue(
    'must be http:// or https:// and a host, without a path, for example https://id.example.com',
  )
  return z.NEVER
})

/**
 * An origin as browsers and apps send it: `https://app.example.com`, `capacitor://localhost`, or `null`. The URL
 * standard gives other schemes the origin `null`, so theirs is made of scheme and host.
 */
const appOrigin = z.string().transform((text, context) => {
  if (text === 'null') return text
  const url = parseOrigin(text)
  if (url) return url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin
  context.addIssue('must be origins without paths, separated by commas, for example https://app.example.com')
  return z.NEVER
})

export const appOrigins = z
  .string()
  .transform((list) => list.split(',').map((origin) => origin.trim()))
  .pipe(z.array(appOrigin))

/** The base URL of a service. A path is allowed, but no query, fragment or user. */
export const serviceAddress = z
  .url({ protocol: /^https?$/, abort: true, error: 'must be an http:// or https:// URL' })
  .refine((url) => !/[\s?#@\\]/.test(url), 'must have no query, fragment, user or spaces')
  .transform((url) => url.replace(/\/$/, ''))

/** Needs TLS, because the provider's answers are trusted; a test provider on this machine does not. */
export const issuerAddress = serviceAddress.refine((url) => {
  const { protocol, hostname: host } = new URL(url)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(host)
}, 'must be an https:// URL')

const local = String.raw`[^\s<>@,;:"()[\]\\]+`
const address = `${local}@${local}`
const name = String.raw`("[^"\\\p{Cc}]*"|[^<>@,;:"()[\]\\\p{Cc}]*)`
const sender = new RegExp(`^(${address}|${name}\\s*<${address}>)$`, 'u')

/** The sender of mails. A name with special characters, for example a comma, must be quoted. */
export const mailSender = z
  .string()
  .regex(
    sender,
    'must be an address, for example accounts@example.com or "Example, Inc." <accounts@example.com>',
  )

const yesOrNo = /^(true|false)$/
const number = /^\d+$/
/** The nodemailer options that the URL may have. Others are faults, because nodemailer ignores unknown ones. */
const smtpOptions: Readonly<Record<string, RegExp>> = {
  requireTLS: yesOrNo,
  ignoreTLS: yesOrNo,
  opportunisticTLS: yesOrNo,
  'tls.rejectUnauthorized': yesOrNo,
  'tls.servername': hostname,
  'tls.minVersion': /^TLSv1(\.[123])?$/,
  'tls.maxVersion': /^TLSv1(\.[123])?$/,
  'tls.ciphers': /./,
  name: hostname,
  localAddress: /^[0-9a-f:.]+$/i,
  authMethod: /^[\w-]+$/,
  connectionTimeout: number,
  greetingTimeout: number,
  socketTimeout: number,
  dnsTimeout: number,
  maxConnections: number,
  maxMessages: number,
  rateDelta: number,
  rateLimit: number,
}

export const smtpAddress = z
  .url({ protocol: /^smtps?$/, abort: true, error: 'must be an smtp:// or smtps:// URL' })
  .refine((text) => {
    const { hostname: host, pathname, hash } = new URL(text)
    return hostname.test(host) && /^\/?$/.test(pathname) && hash === '' && !/\s/.test(text)
  }, 'must be smtp:// or smtps:// with optional user and password, a host and an optional port, without a path')
  .refine(
    (text) =>
      [...new URL(text).searchParams].every(
        ([option, value]) => Object.hasOwn(smtpOptions, option) && smtpOptions[option]?.test(value),
      ),
    `has an unknown option or a wrong value (true, false or a number) in its query. Options: ${Object.keys(smtpOptions).join(', ')}`,
  )
