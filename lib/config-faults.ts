/** The environment, without empty values. */
type Settings = Readonly<Record<string, string | undefined>>

const apnsNames = ['APNS_KEY', 'APNS_KEY_ID', 'APNS_TEAM_ID', 'APNS_TOPIC'] as const
const oidcNames = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME'] as const
/** May hold the content of a file, which ends with a line break. */
const fileSettings = ['APNS_KEY', 'FCM_SERVICE_ACCOUNT']

/** Settings that conflict, are missing next to another one, or have no effect without another one. */
export function combinationFaults(given: Settings): string[] {
  const required = (name: string, why: string) => (given[name] ? [] : [`${name} is required ${why}`])
  const isAnySet = (names: readonly string[]) => names.some((name) => given[name])
  return [
    ...(given.DATABASE_URL
      ? required('AUTH_SECRET', 'with DATABASE_URL: create one with `openssl rand -base64 32`')
      : []),
    ...(given.AUTH_SECRET_PREVIOUS
      ? required('AUTH_SECRET', 'with AUTH_SECRET_PREVIOUS, which it replaces')
      : []),
    ...(given.RESEND_API_KEY && given.SMTP_URL
      ? ['SMTP_URL and RESEND_API_KEY are both set: use only one of them']
      : []),
    ...(isAnySet(['RESEND_API_KEY', 'SMTP_URL']) ? required('MAIL_FROM', 'to send mail') : []),
    ...(given.RESEND_BASE_URL ? required('RESEND_API_KEY', 'with RESEND_BASE_URL') : []),
    ...(isAnySet([...apnsNames, 'APNS_URL'])
      ? apnsNames.flatMap((name) => required(name, 'to send push messages to Apple devices'))
      : []),
    ...(given.FCM_URL ? required('FCM_SERVICE_ACCOUNT', 'with FCM_URL') : []),
    ...(isAnySet(oidcNames)
      ? oidcNames.flatMap((name) => required(name, 'with the other OIDC_ settings'))
      : []),
  ]
}

/** Settings that begin or end with whitespace. It is not trimmed, because it may belong to a secret. */
export function whitespaceFaults(given: Settings, names: readonly string[]): string[] {
  return names
    .filter((name) => !fileSettings.includes(name) && given[name] !== given[name]?.trim())
    .map((name) => `${name} must not begin or end with a space or a line break`)
}
