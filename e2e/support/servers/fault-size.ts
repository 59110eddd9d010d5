/** How hard the tests of faults and floods try. The suite runs a small size; `npm run test:faults` the full one. */
interface FaultSize {
  /** Requests that are answered before the faults are over. */
  readonly requests: number
  readonly kills: number
  /** Whether the second of two builds is made anew; else it is a copy of the first, which spares a minute. */
  readonly buildsAnew: boolean
  /** How long the mail server is away at least. */
  readonly downSeconds: number
  /** How often PostgreSQL crashes. */
  readonly crashes: number
  /** Clients that sign in all at once, and for how long. */
  readonly logins: number
  readonly floodSeconds: number
  readonly slowSockets: number
  /** How long all is mixed, and how often a server is killed meanwhile. */
  readonly mixedSeconds: number
  readonly killEverySeconds: number
  /** Accounts that a database has before it is migrated on. */
  readonly earlierAccounts: number
  /** Identifiers of a device that somebody attempts, mails asked for at each channel, and accounts asked for from one network. */
  readonly deviceGuesses: number
  readonly mailRounds: number
  readonly registrations: number
  /** How much longer than on a quiet machine a quick answer may take. */
  readonly busyFactor: number
  /** How long the server is watched for what grows, and how many requests a second it gets meanwhile. */
  readonly longRunSeconds: number
  readonly longRunPerSecond: number
  /** Pairs of calls whose times are compared, and the share of a call's time that they may differ by. */
  readonly timedPairs: number
  readonly timedShare: number
  /** What they may differ by in any case: on a busy machine less than a skipped hash, and no finer. */
  readonly timedFloorMillis: number
  /** Requests made at random that each endpoint and each form gets. */
  readonly fuzzRuns: number
}

const full: FaultSize = {
  requests: 1_000,
  kills: 10,
  buildsAnew: true,
  downSeconds: 60,
  crashes: 20,
  logins: 500,
  floodSeconds: 60,
  slowSockets: 1_000,
  mixedSeconds: 600,
  killEverySeconds: 20,
  earlierAccounts: 100_000,
  deviceGuesses: 10_000,
  mailRounds: 100,
  registrations: 1_000,
  busyFactor: 1,
  longRunSeconds: Number(process.env.LONG_RUN_SECONDS ?? 7_200),
  longRunPerSecond: 50,
  timedPairs: 200,
  timedShare: 0.05,
  timedFloorMillis: 3,
  fuzzRuns: 10_000,
}
const small: FaultSize = {
  requests: 30,
  kills: 3,
  buildsAnew: false,
  downSeconds: 2,
  crashes: 2,
  logins: 200,
  floodSeconds: 4,
  slowSockets: 100,
  mixedSeconds: 15,
  killEverySeconds: 5,
  earlierAccounts: 300,
  deviceGuesses: 50,
  mailRounds: 8,
  registrations: 40,
  busyFactor: 10,
  longRunSeconds: 15,
  longRunPerSecond: 50,
  timedPairs: 21,
  timedShare: 0.3,
  timedFloorMillis: 20,
  fuzzRuns: 60,
}

export const faultSize = process.env.LATCHKEY_FAULTS === 'full' ? full : small
