import { type Channel, channels } from '@/lib/channels'
import { isTaken } from '@/lib/db/client'
import { isUnavailable } from '@/lib/db/unavailable'
import { type LimitName, limits } from '@/lib/policy'
import { type Counted, count, openCounter } from '@/lib/process/metrics'
import { isTooBusy } from '@/lib/process/too-busy'
import type { Failure, FailureCode, Result } from './failure'

const channelNames = Object.keys(channels) as Channel[]
const faults = ['too_many_requests', 'too_busy', 'server_fault'] as const
const signInOutcomes = [
  'success',
  'password_asked',
  'wrong_credentials',
  'email_not_verified',
  'account_used',
  'refused',
  ...faults,
] as const
const registrationOutcomes = ['success', 'pending', 'taken', 'invalid', ...faults] as const

const taken: ReadonlySet<FailureCode> = new Set(['username_taken', 'email_taken'])

type SignInOutcome = (typeof signInOutcomes)[number]
type RegistrationOutcome = (typeof registrationOutcomes)[number]

const signIns: Counted<{ channel: Channel; outcome: SignInOutcome }> = {
  name: 'latchkey_sign_ins_total',
  help: 'Attempts to sign in: password_asked goes on with the password, account_used is a known login without one.',
  every: () => channelNames.flatMap((channel) => signInOutcomes.map((outcome) => ({ channel, outcome }))),
}

const registrations: Counted<{ channel: Channel; outcome: RegistrationOutcome }> = {
  name: 'latchkey_registrations_total',
  help: 'Attempts to register: pending waits for its address to be verified; taken, also where the answer hides it.',
  every: () =>
    channelNames.flatMap((channel) => registrationOutcomes.map((outcome) => ({ channel, outcome }))),
}

const limitNames = Object.keys(limits) as LimitName[]
const reached: Counted<{ limit: LimitName }> = {
  name: 'latchkey_rate_limits_reached_total',
  help: 'Attempts that were refused, and mails that were not sent, because a limit was reached.',
  every: () => limitNames.map((limit) => ({ limit })),
}

/** Begins to count, from nought. */
export function openAccountCounters(): void {
  openCounter(signIns)
  openCounter(registrations)
  openCounter(reached)
}

/** Counts a limit that was reached. */
export function countLimit(limit: LimitName): void {
  count(reached, { limit })
}

/**
 * Counts how a try to sign in ends.
 *
 * @param success what it is called when nothing was refused
 */
export async function countSignIn<Success extends object>(
  channel: Channel,
  enter: () => Promise<Result<Success>>,
  success: (result: Success) => 'success' | 'password_asked' = () => 'success',
): Promise<Result<Success>> {
  return await watch(enter, (ended) => {
    const outcome = ended.ok ? success(ended) : outcomeOfSignIn(ended)
    count(signIns, { channel, outcome })
  })
}

/**
 * Counts how a try to register ends.
 *
 * @param success what it is called when nothing was refused
 */
export async function countRegistration<Success extends object>(
  channel: Channel,
  register: () => Promise<Result<Success>>,
  success: (result: Success) => 'success' | 'pending' | 'taken' = () => 'success',
): Promise<Result<Success>> {
  return await watch(register, (ended) => {
    const outcome = ended.ok ? success(ended) : outcomeOfRegistration(ended)
    count(registrations, { channel, outcome })
  })
}

/** Counts the account of somebody who came by another provider. */
export function countRegistrationByProvider(): void {
  count(registrations, { channel: 'provider', outcome: 'success' })
}

function outcomeOfSignIn({ codes: [code] }: Failure): SignInOutcome {
  if (code === 'wrong_password') return 'wrong_credentials'
  return signInOutcomes.find((known) => known === code) ?? 'refused'
}

function outcomeOfRegistration({ codes }: Failure): RegistrationOutcome {
  const fault = faults.find((known) => known === codes[0])
  return fault ?? (codes.every((code) => taken.has(code)) ? 'taken' : 'invalid')
}

/** Tells how it ended; what was thrown goes on. Where somebody else was first it is tried again, and told then. */
async function watch<Success extends object>(
  work: () => Promise<Result<Success>>,
  tell: (ended: Result<Success>) => void,
): Promise<Result<Success>> {
  try {
    const result = await work()
    tell(result)
    return result
  } catch (error) {
    const code = isTooBusy(error) || isUnavailable(error) ? 'too_busy' : 'server_fault'
    if (!isTaken(error)) tell({ ok: false, codes: [code] })
    throw error
  }
}
