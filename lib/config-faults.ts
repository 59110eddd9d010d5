/** Settings, as the environment has them; without those that are empty. */
type Given = Readonly<Record<string, string | undefined>>

const apnsNames = ['APNS_KEY', 'APNS_KEY_ID', 'APNS_TEAM_ID', 'APNS_TOPIC'] as const
const oidcNames = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME'] as const
/** Their content may be a file's, which ends with a new line. */
const contents = ['APNS_KEY', 'FCM_SERVICE_ACCOUNT']

/** What is wrong between settings that are each right: one says what it lacks, and none is without effect. */
export function faultsBetween(given: Given): string[] {
  const required = (name: string, why: string) => (given[name] ? [] : [`${name} is required ${why}`])
  const isAny = (names: readonly string[]) => names.some((name) => given[name])
  return [
    ...(given.DATABASE_URL
      ? required('AUTH_SECRET', 'with DATABASE_URL: make one with `openssl rand -base64 32`')
      : []),
    ...(given.AUTH_SECRET_PREVIOUS
      ? required('AUTH_SECRET', 'with AUTH_SECRET_PREVIOUS: it takes its place')
      : []),
    ...(given.RESEND_API_KEY && given.SMTP_URL
      ? ['SMTP_URL is one transport, RESEND_API_KEY another: give either, not both']
      : []),
    ...(isAny(['RESEND_API_KEY', 'SMTP_URL']) ? required('MAIL_FROM', 'to send mail') : []),
    ...(given.RESEND_BASE_URL ? required('RESEND_API_KEY', 'with RESEND_BASE_URL') : []),
    ...(isAny([...apnsNames, 'APNS_URL'])
      ? apnsNames.flatMap((name) => required(name, 'to push to Apple devices'))
      : []),
    ...(given.FCM_URL ? required('FCM_SERVICE_ACCOUNT', 'with FCM_URL') : []),
    ...(isAny(oidcNames) ? oidcNames.flatMap((name) => required(name, 'with the other OIDC_ settings')) : []),
  ]
}

/** Which of these settings begin or end with a space or a line end: a part of a secret, or a slip. */
export function faultsOfSpaces(given: Given, names: readonly string[]): string[] {
  return names
    .filter((name) => !contents.includes(name) && given[name] !== given[name]?.trim())
    .map((name) => `${name} must not begin or end with a space or a new line`)
}
