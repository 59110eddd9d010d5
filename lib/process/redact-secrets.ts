// Our secrets have at least 43 of these characters.
const secretPattern = /[\w-]{40,}/g

/** Removes everything that may be one of our secrets from foreign text, such as a user agent. */
export function redactSecrets(text: string): string {
  return text.replace(secretPattern, '[secret]')
}
