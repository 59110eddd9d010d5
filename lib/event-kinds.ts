/**
 * The events of an account, named by OWASP's Logging Vocabulary where it has a name. Each is a log line, a row for the
 * account's owner, and a message under `events.kinds`. Safe in the browser.
 */
export const eventKinds = [
  'user_created',
  'authn_login_success',
  'authn_login_successafterfail',
  'authn_login_fail',
  'authn_login_fail_max',
  'authn_password_change',
  'authn_password_change_fail',
  'authn_token_created',
  'authn_token_revoked',
  'authn_token_reuse',
  'authz_fail',
  'authz_change',
  'authz_admin',
  'username_changed',
  'email_verified',
  'email_changed',
  'undo_used',
  'provider_linked',
  'provider_unlinked',
] as const

export type EventKind = (typeof eventKinds)[number]
