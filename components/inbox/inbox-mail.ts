/** A message as the inbox shows it. */
export interface InboxMail {
  kind: 'mail' | 'push'
  id: string
  /** An address; of a push message, the token of its device. */
  to: string
  subject: string
  /** None for a push message, which is its text alone. */
  html: string | null
  text: string
  sentAt: Date
}
