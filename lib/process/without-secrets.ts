/** A secret of ours has 43 such characters, or more. */
const secretWord = /[\w-]{40,}/g

/** A text that others wrote, such as a user agent or a misspelled address, without what may be a secret of ours in it. */
export function withoutSecrets(text: string): string {
  return text.replace(secretWord, '[secret]')
}
