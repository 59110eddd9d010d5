import { config } from '@/lib/config'
import type { Account, Transaction } from '@/lib/db/client'
import { log } from '@/lib/log'
import { knownPlaceDays, type LimitName, limits } from '@/lib/policy'
import { requestFacts } from '@/lib/request-facts'
import { isTooBusy } from '@/lib/too-busy'
import type { Visit } from './caller'
import { countLimit } from './count-outcomes'
import { giveBackTo, isKeyRemembered, rememberKey, takeFrom } from './counter'
import { type Failure, fail } from './failure'
import { noteRefusal } from './note-refusal'
import { hashSecret } from './secret'

/**
 * Takes one try of a limit, atomically: of any number at once, on any number of servers, only as many get one
 * as the table in `lib/policy.ts` allows.
 *
 * @param who what is limited: an account's id, a network, a folded name
 * @returns null; or `too_many_requests` with when to come back
 */
export async function takeTry(limit: LimitName, who: string, tx?: Transaction): Promise<Failure | null> {
  if (config().rateLimit === 'off') return null
  const retryAfterSeconds = await takeFrom({ key: keyOf(limit, who), ...limits[limit] }, tx)
  if (retryAfterSeconds === null) return null
  countLimit(limit)
  log().warn({ event: 'excess_rate_limit_exceeded', limit, ...requestFacts() })
  return { ...fail('too_many_requests'), retryAfterSeconds }
}

/** Gives a try back: it succeeded, and success uses nobody's budget up. */
export async function giveBack(limit: LimitName, who: string): Promise<void> {
  if (config().rateLimit === 'off') return
  await giveBackTo(keyOf(limit, who))
}

/**
 * Runs what a try was taken for, and gives the try back where we were too busy for it: who comes back when told
 * to must not be counted twice.
 */
export async function unlessBusy<Answer>(
  giveTryBack: () => Promise<void>,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (isTooBusy(error)) await giveTryBack()
    throw error
  }
}

/** The tries of one sign-in: they are given back when it succeeds, and when we were too busy for it. */
export interface SignInTry {
  readonly ok: true
  /** What a wrong guess is answered where the login has no tries left: only a right one still counts. */
  readonly refusal: Failure | null
  succeeded(accountId: string): Promise<void>
  giveBack(): Promise<void>
}

/** What can be guessed at a sign-in: its tries for a login, and those that a known place has when these are used up. */
const guesses = {
  password: { login: 'signInForAccount', spare: 'signInFromKnownPlace' },
  device: { login: 'deviceForAccount', spare: 'deviceFromKnownPlace' },
} as const

/**
 * Takes what one sign-in needs, before anything is hashed: a try of the network's, and one of the login's. It is
 * counted by the login as it was typed, once folded, and never by the account behind it: whether somebody has the login
 * changes no answer, whatever its spelling.
 *
 * A place that has signed in to the account before has spare tries, so that a flood of guesses does not keep the owner
 * out. Only a right guess shows that there are any: a wrong one is answered as it would be anywhere else.
 *
 * @param name the folded login
 */
export async function takeSignInTry(
  visit: Visit,
  { accountId, name }: { accountId: string | null; name: string },
  guess: keyof typeof guesses = 'password',
): Promise<SignInTry | Failure> {
  const network = networkOf(visit.address)
  const networkRefusal = await takeTry('signInFromNetwork', network)
  if (networkRefusal) return networkRefusal
  const { login, spare } = guesses[guess]
  const who = accountId ?? name
  const refusal = await takeTry(login, name)
  if (refusal && ((await isStrange(visit, who)) || (await takeTry(spare, placeOf(visit, who))))) {
    noteRefusal(visit, { kind: 'authn_login_fail_max', accountId, login: name, details: { by: guess } })
    return refusal
  }
  const giveBothBack = async () => {
    const own = refusal ? giveBack(spare, placeOf(visit, who)) : giveBack(login, name)
    await Promise.all([giveBack('signInFromNetwork', network), own])
  }
  return {
    ok: true,
    refusal,
    async succeeded(entered) {
      await giveBothBack()
      await rememberPlace(visit, entered)
    },
    giveBack: giveBothBack,
  }
}

/** Makes the visit's network known to an account: it has proved there that it is its owner's. */
export async function rememberPlace(visit: Visit, accountId: string, tx?: Transaction): Promise<void> {
  if (config().rateLimit === 'off') return
  await rememberKey(keyOf('knownPlace', placeOf(visit, accountId)), knownPlaceDays, tx)
}

/** Whether nobody has signed in to this account where the visit comes from, and its browser shows no session of it. */
async function isStrange(visit: Visit, who: string): Promise<boolean> {
  const { caller } = visit
  // One that was ended may be in the hands of whom it was ended for.
  const former = caller.kind === 'guest' && caller.ended === 'expired' ? caller.formerAccountId : null
  const shown = caller.kind === 'member' ? caller.account.id : former
  return shown !== who && !(await isKeyRemembered(keyOf('knownPlace', placeOf(visit, who))))
}

/**
 * Whether one more mail that somebody asked for may go to an address. Beyond the limit the asker is answered
 * as ever, and nothing is sent: a mailbox cannot be bombed through us.
 */
export async function mayMail(tx: Transaction, email: string): Promise<boolean> {
  return (await takeMailTry(tx, email)) === null
}

/**
 * The address at which an account's owner may be told something now, or null: always one that is verified. One that is
 * not may be anybody's, whom the account's maker must not flood either.
 */
export async function addressToTell(
  tx: Transaction,
  { email, emailVerifiedAt }: Pick<Account, 'email' | 'emailVerifiedAt'>,
): Promise<string | null> {
  if (email === null || emailVerifiedAt !== null) return email
  return (await mayMail(tx, email)) ? email : null
}

/** The same as `mayMail` for a door that tells who has a mailbox here, and so may also tell that it is full. */
export async function takeMailTry(tx: Transaction, email: string): Promise<Failure | null> {
  return (
    (await takeTry('mailToAddressEachHour', email, tx)) ?? (await takeTry('mailToAddressEachDay', email, tx))
  )
}

/**
 * What is counted as one place: an IPv4 address, however it is spelled, or the /64 of an IPv6 one, which one customer
 * holds whole.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const canonical = URL.canParse(`http://[${address}]`)
    ? new URL(`http://[${address}]`).hostname.slice(1, -1)
    : ''
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(canonical)
  if (mapped) return mapped.slice(1).flatMap(bytesOf).join('.')
  const [head = '', tail] = canonical.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array<string>(8 - front.length - back.length).fill('0')
  return [...front, ...zeros, ...back].slice(0, 4).join(':')
}

function bytesOf(group: string): number[] {
  const number = Number.parseInt(group, 16)
  return [number >> 8, number & 255]
}

function placeOf({ address }: Visit, who: string): string {
  return `${who} ${networkOf(address)}`
}

function keyOf(name: LimitName | 'knownPlace', who: string): string {
  return `${name}:${Buffer.from(hashSecret(who)).toString('base64url')}`
}
