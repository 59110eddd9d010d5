/** How hard the fault tests try. The suite runs a small size; `npm run test:faults` the full one. */
interface FaultSize {
  /** Requests that are answered before the faults are over. */
  readonly requests: number
  readonly kills: number
  /** How long the mail server is away at least. */
  readonly downSeconds: number
}

const full: FaultSize = { requests: 1_000, kills: 10, downSeconds: 60 }
const small: FaultSize = { requests: 30, kills: 3, downSeconds: 2 }

export const faultSize = process.env.LATCHKEY_FAULTS === 'full' ? full : small
