import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** A value itself, or the path of the file that holds it. Line ends may be written as `\n`, as in one-line files. */
const valueOrFile = z.string().transform((given, context) => {
  if (/^\s*(\{|-----BEGIN)/.test(given)) return given
  try {
    return readFileSync(given, 'utf8')
  } catch {
    context.addIssue('is neither the content itself nor the path of a file that can be read')
    return z.NEVER
  }
})

/** The `.p8` key of an Apple developer account: PKCS #8, on the curve that ES256 means. */
export const apnsKey = valueOrFile
  .transform((pem) => pem.replaceAll('\\n', '\n'))
  .refine((pem) => keyKind(pem) === 'prime256v1', "must be an Apple push key: a .p8 file's path or content")

const accountFile = z.object({
  project_id: z.string().regex(/^[\w:.-]+$/),
  client_email: z.string().min(3),
  private_key: z.string().refine((pem) => keyKind(pem) === 'rsa'),
  token_uri: z.url({ protocol: /^https?$/ }),
})

/** A Google service account's key file, as its console hands it out. */
export const fcmServiceAccount = valueOrFile.transform((text, context) => {
  const account = accountFile.safeParse(parseJson(text))
  if (account.success) return account.data
  context.addIssue("must be a Google service account's key: a JSON file's path or content")
  return z.NEVER
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The curve of an elliptic key, the kind of another; null for what is no private key. */
function keyKind(pem: string): string | null {
  try {
    const key = createPrivateKey(pem)
    return key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType ?? null
  } catch {
    return null
  }
}
