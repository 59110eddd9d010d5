import { type Channel, channels } from '@/lib/channels'
import { isUniqueViolation } from '@/lib/db/client'
import { isUnavailable } from '@/lib/db/unavailable'
import { type LimitName, limits } from '@/lib/policy'
import { type CounterDefinition, count, openCounter } from '@/lib/process/metrics'
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

const signIns: CounterDefinition<{ channel: Channel; outcome: SignInOutcome }> = {
  name: 'latchkey_sign_ins_total',
  help: 'Sign-in attempts. password_asked: continues with the password; account_used: a known login without a password.',
  allLabels: () => channelNames.flatMap((channel) => signInOutcomes.map((outcome) => ({ channel, outcome }))),
}

const registrations: CounterDefinition<{ channel: Channel; outcome: RegistrationOutcome }> = {
  name: 'latchkey_registrations_total',
  help: 'Registration attempts. pending: waits for the address to be verified; taken: also where the answer hides it.',
  allLabels: () =>
    channelNames.flatMap((channel) => registrationOutcomes.map((outcome) => ({ channel, outcome }))),
}

const limitNames = Object.keys(limits) as LimitName[]
const limitsReached: CounterDefinition<{ limit: LimitName }> = {
  name: 'latchkey_rate_limits_reached_total',
  help: 'Attempts refused and mails not sent because a limit was reached.',
  allLabels: () => limitNames.map((limit) => ({ limit })),
}

export function openAccountCounters(): void {
  openCounter(signIns)
  openCounter(registrations)
  openCounter(limitsReached)
}

export function countLimit(limit: LimitName): void {
  count(limitsReached, { limit })
}

export async function countSignIn<Success extends object>(
  channel: Channel,
  enter: () => Promise<Result<Success>>,
  success: (result: Success) => 'success' | 'password_asked' = () => 'success',
): Promise<Result<Success>> {
  return await reportResult(enter, (result) => {
    const outcome = result.ok ? success(result) : outcomeOfSignIn(result)
    count(signIns, { channel, outcome })
  })
}

export async function countRegistration<Success extends object>(
  channel: Channel,
  register: () => Promise<Result<Success>>,
  success: (result: Success) => 'success' | 'pending' | 'taken' = () => 'success',
): Promise<Result<Success>> {
  return await reportResult(register, (result) => {
    const outcome = result.ok ? success(result) : outcomeOfRegistration(result)
    count(registrations, { channel, outcome })
  })
}

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

/** Reports the result and rethrows errors. A lost race (`isUniqueViolation`) is retried by the caller and reported then. */
async function reportResult<Success extends object>(
  work: () => Promise<Result<Success>>,
  report: (result: Result<Success>) => void,
): Promise<Result<Success>> {
  try {
    const result = await work()
    report(result)
    return result
  } catch (error) {
    const code = isTooBusy(error) || isUnavailable(error) ? 'too_busy' : 'server_fault'
    if (!isUniqueViolation(error)) report({ ok: false, codes: [code] })
    throw error
  }
}
