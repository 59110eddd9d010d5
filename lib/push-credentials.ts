import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** A value, or the path of a file with the value. */
const valueOrFile = z.string().transform((given, context) => {
  if (/^\s*(\{|-----BEGIN)/.test(given)) return given
  try {
    return readFileSync(given, 'utf8')
  } catch {
    context.addIssue('is neither the content nor the path of a readable file')
    return z.NEVER
  }
})

/** The `.p8` key of an Apple developer account: PKCS #8, on the curve of ES256. Line breaks may be written as `\n`. */
export const apnsKey = valueOrFile
  .transform((pem) => pem.replaceAll('\\n', '\n'))
  .refine(
    (pem) => keyKind(pem) === 'prime256v1',
    'must be an Apple push key: the path or content of a .p8 file',
  )

const accountFile = z.object({
  project_id: z.string().regex(/^[\w:.-]+$/),
  client_email: z.string().min(3),
  private_key: z.string().refine((pem) => keyKind(pem) === 'rsa'),
  token_uri: z.url({ protocol: /^https?$/ }),
})

/** The key file of a Google service account, as downloaded from its console. */
export const fcmServiceAccount = valueOrFile.transform((text, context) => {
  const account = accountFile.safeParse(parseJson(text))
  if (account.success) return account.data
  context.addIssue('must be the key of a Google service account: the path or content of a JSON file')
  return z.NEVER
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The curve of an elliptic-curve key, the type of another key; null if it is no private key. */
function keyKind(pem: string): string | null {
  try {
    const key = createPrivateKey(pem)
    return key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType ?? null
  } catch {
    return null
  }
}
