/** A mail that is ready to go. `id` is the same on every try, so that a receiver can know a repeat. */
export interface Letter {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** Refused for good, with the reason; whatever a transport throws is tried again later. */
export type Delivery = { readonly sent: true } | { readonly sent: false; readonly reason: string }

export type Transport = (letter: Letter) => Promise<Delivery>
