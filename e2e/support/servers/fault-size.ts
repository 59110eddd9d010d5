/** The size of the fault and flood tests: small in the suite, full in `npm run test:faults`. */
interface FaultSize {
  /** Full: nothing of a test is left out, and what takes time takes it. */
  readonly isFull: boolean
  /** Requests that are answered before the faults are over. */
  readonly requests: number
  readonly kills: number
  /** Whether the second of two builds is built again; otherwise it is a copy of the first, which saves a minute. */
  readonly buildsAnew: boolean
  /** The minimum time that the mail server is down. */
  readonly downSeconds: number
  readonly crashes: number
  /** Simultaneous sign-in clients, and for how long. */
  readonly logins: number
  readonly floodSeconds: number
  readonly slowSockets: number
  /** The duration of mixed traffic, and how often a server is killed in it. */
  readonly mixedSeconds: number
  readonly killEverySeconds: number
  /** Accounts in a database before it is migrated. */
  readonly earlierAccounts: number
  /** The days that an app is used on a faulty network. */
  readonly appDays: number
  /** Guessed device ids, mails requested in each channel, and accounts requested from one network. */
  readonly deviceGuesses: number
  readonly mailRounds: number
  readonly registrations: number
  /** How many times longer a quick answer may take than on an idle machine. */
  readonly busyFactor: number
  /** How long the server is watched for growth, and its requests per second. */
  readonly longRunSeconds: number
  readonly longRunPerSecond: number
  /** Pairs of calls whose times are compared, and the share of a call's time that they may differ by. */
  readonly timedPairs: number
  readonly timedShare: number
  /** The minimum allowed difference: on a busy machine still less than a skipped hash. */
  readonly timedFloorMillis: number
  /** Random requests for each endpoint and each form. */
  readonly fuzzRuns: number
  /** Whether a browser opens every entry of the gallery; otherwise one of those with the same markup. */
  readonly opensEveryEntry: boolean
}

const full: FaultSize = {
  isFull: true,
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
  appDays: 1_000,
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
  opensEveryEntry: true,
}
const small: FaultSize = {
  isFull: false,
  requests: 20,
  kills: 1,
  buildsAnew: false,
  downSeconds: 1,
  crashes: 1,
  logins: 200,
  floodSeconds: 3,
  slowSockets: 100,
  mixedSeconds: 2,
  killEverySeconds: 2,
  earlierAccounts: 300,
  appDays: 100,
  deviceGuesses: 50,
  mailRounds: 8,
  registrations: 40,
  busyFactor: 10,
  longRunSeconds: 3,
  longRunPerSecond: 50,
  timedPairs: 21,
  timedShare: 0.3,
  timedFloorMillis: 20,
  fuzzRuns: 20,
  opensEveryEntry: false,
}

export const faultSize = process.env.LATCHKEY_FAULTS === 'full' ? full : small

/** All values at full size; in the suite every third, from the next start at each position, so that all have their turn. */
export function someOf<Value>(values: readonly Value[], position: number): Value[] {
  return values.filter((_, at) => faultSize.isFull || at % 3 === position % 3)
}
