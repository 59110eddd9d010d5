import { z } from 'zod'

/** What one setting may be. Nothing is cut off or guessed: what could not be used as it was given is a fault. */

export const wholeNumber = (lowest: number, highest: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= lowest && n <= highest, `must be from ${lowest} to ${highest}`)

export const switched = z.enum(['on', 'off'], 'must be on or off')

export const secret = z
  .string()
  .min(32, 'must have at least 32 characters')
  .refine((text) => !/^(change-?me|secret|example)/i.test(text), 'must not be a published example')

const hostname = /^(\[[0-9a-f:.]+\]|[\w-]+(\.[\w-]+)*\.?)$/i

/** The parts of an address that is scheme and host alone, a slash at its end forgiven; null for any other text. */
function bareAddress(text: string): URL | null {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@\\]+\/?$/i.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  return hostname.test(url.hostname) ? url : null
}

/** Where a site is: its origin, as browsers name it. */
export const webOrigin = z.string().transform((text, context) => {
  const url = bareAddress(text)
  if (url && /^https?:$/.test(url.protocol)) return url.origin
  context.addIssue('must be http:// or https:// and a host alone, as https://id.example.com, without a path')
  return z.NEVER
})

/**
 * An origin as browsers and apps send it: `https://app.example.com`, `capacitor://localhost`, or the word `null`. Only web
 * schemes have an origin by the URL standard; of the others it is scheme and host.
 */
const appOrigin = z.string().transform((text, context) => {
  if (text === 'null') return text
  const url = bareAddress(text)
  if (url) return url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin
  context.addIssue('must list origins, as https://app.example.com, without paths, between commas')
  return z.NEVER
})

export const appOrigins = z
  .string()
  .transform((list) => list.split(',').map((origin) => origin.trim()))
  .pipe(z.array(appOrigin))

/** Where a service is called: a path may follow the host, but nothing that would not go along with each call. */
export const serviceAddress = z
  .url({ protocol: /^https?$/, abort: true, error: 'must be an http or https address' })
  .refine((url) => !/[\s?#@\\]/.test(url), 'must have no query, user or spaces')
  .transform((url) => url.replace(/\/$/, ''))

/** What a provider says is believed, so it must come from it; a stand-in on this machine may do without TLS. */
export const issuerAddress = serviceAddress.refine((url) => {
  const { protocol, hostname: host } = new URL(url)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(host)
}, 'must be an https address')

const local = String.raw`[^\s<>@,;:"()[\]\\]+`
const address = `${local}@${local}`
const name = String.raw`("[^"\\\p{Cc}]*"|[^<>@,;:"()[\]\\\p{Cc}]*)`
const sender = new RegExp(`^(${address}|${name}\\s*<${address}>)$`, 'u')

/** From whom mails come. What a mail program would read in another way, as a name with a comma, is to be quoted. */
export const mailSender = z
  .string()
  .regex(sender, 'must be an address, as accounts@example.com or "Example, Inc." <accounts@example.com>')

const yesOrNo = /^(true|false)$/
const number = /^\d+$/
/** Of nodemailer's options those that an address may have; it passes over what it does not know. */
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

/** A mail server, with options in its query. */
export const smtpAddress = z
  .url({ protocol: /^smtps?$/, abort: true, error: 'must be an smtp:// or smtps:// address' })
  .refine((text) => {
    const { hostname: host, pathname, hash } = new URL(text)
    return hostname.test(host) && /^\/?$/.test(pathname) && hash === '' && !/\s/.test(text)
  }, 'must be smtp:// or smtps://, then user, password, host and port, without a path')
  .refine(
    (text) =>
      [...new URL(text).searchParams].every(
        ([option, value]) => Object.hasOwn(smtpOptions, option) && smtpOptions[option]?.test(value),
      ),
    `may have only these in its query, true, false or a number where they are: ${Object.keys(smtpOptions).join(', ')}`,
  )
