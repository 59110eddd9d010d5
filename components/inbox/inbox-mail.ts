export interface InboxMail {
  kind: 'mail' | 'push'
  id: string
  /** Email address, or the device token of a push message. */
  to: string
  subject: string
  /** Null for a push message. */
  html: string | null
  text: string
  sentAt: Date
}
