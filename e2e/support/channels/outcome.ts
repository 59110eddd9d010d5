import type { Answer } from '@/e2e/support/clients/send'
import type { RequestChannel } from '@/lib/channels'
import { wordsOf } from './words'

/**
 * The outcome of an answer, whatever the channel: success; bad input (`bad`), a wrong password (`wrong`), an unverified
 * address, an invalid ticket (`dead`), a name or address in use (`taken`), too many attempts (`often`), no valid
 * session (`out`), a page of another site (`foreign`); or a server error.
 */
export type Outcome =
  | 'ok'
  | 'bad'
  | 'wrong'
  | 'unverified'
  | 'dead'
  | 'taken'
  | 'often'
  | 'out'
  | 'foreign'
  | 'busy'
  | 'fault'

/** Classifies an answer; one that does not match its document's format is a server error. */
export function outcomeOf(channel: RequestChannel, answer: Answer): Outcome {
  if (answer.status === 503) return 'busy'
  if (channel === 'pages') return formOutcome(answer)
  if (answer.status >= 500) return 'fault'
  if (answer.status === 401 && answer.text === '') return 'out'
  try {
    const outcome = readers[channel](answer.status, JSON.parse(answer.text || '{}'))
    // classic has one number for both; a temporary failure has a Retry-After.
    return outcome === 'fault' && answer.headers['retry-after'] ? 'busy' : outcome
  } catch {
    return 'fault'
  }
}

interface Body {
  readonly error?: number
  readonly error_code?: number
  readonly errors?: unknown
  readonly message?: string
  readonly code?: string
}

const classicOutcomes: readonly Outcome[] = [
  'ok',
  'wrong',
  'bad',
  'bad',
  'taken',
  'bad',
  'taken',
  'bad',
  'often',
  'bad',
  'fault',
]
const ticketOutcomes: Record<number, Outcome> = { 4: 'wrong', 6: 'taken', 7: 'taken', 11: 'dead' }
const byStatus: Record<number, Outcome> = {
  200: 'ok',
  201: 'ok',
  400: 'bad',
  401: 'wrong',
  403: 'foreign',
  404: 'bad',
  405: 'bad',
  409: 'taken',
  429: 'often',
}

const readers: Record<Exclude<RequestChannel, 'pages'>, (status: number, body: Body) => Outcome> = {
  classic: (_status, { error }) => classicOutcomes[error ?? -1] ?? 'fault',
  device: (status) => byStatus[status] ?? 'fault',
  ticket(status, { errors }) {
    if (status !== 400) return byStatus[status] ?? 'fault'
    const codes = (errors as { code: number }[]).map(({ code }) => code)
    const outcomes = codes.map((code) => ticketOutcomes[code] ?? 'bad')
    return outcomes[0] ?? 'fault'
  },
  rest(status, { message = '' }) {
    if (status === 403 && /верифицирован|not verified/.test(message)) return 'unverified'
    if (status === 400 && /Ссылка|link/.test(message)) return 'dead'
    return byStatus[status] ?? 'fault'
  },
  account(status, { code }) {
    if (status === 202 || status === 204) return 'ok'
    if (status === 401) return 'out'
    return code === 'wrong_password' ? 'wrong' : (byStatus[status] ?? 'fault')
  },
}

const words = wordsOf('en')
const wait = '\0'
const messages: readonly (readonly [Outcome, readonly string[]])[] = [
  ['fault', [words('faults.server_fault')]],
  ['busy', [words('faults.too_busy', { wait })]],
  ['often', [words('faults.too_many_requests', { wait })]],
  ['foreign', [words('faults.cross_site')]],
  ['out', [words('faults.signed_out')]],
  ['unverified', [words('faults.email_not_verified')]],
  ['wrong', [words('faults.wrong_credentials'), words('faults.wrong_password')]],
  ['taken', [words('faults.username_taken'), words('faults.email_taken')]],
  [
    'dead',
    [
      words('faults.ticket_unknown'),
      words('faults.ticket_expired'),
      words('faults.ticket_spent'),
      words('tickets.expiredTitle'),
      words('tickets.spentTitle'),
      words('tickets.unknownTitle'),
    ],
  ],
]

/** A redirect means success; a page that stays shows the reason. */
function formOutcome({ status, text }: Answer): Outcome {
  if (status === 303) return 'ok'
  if (status !== 200) return status >= 500 ? 'fault' : 'bad'
  const isShown = ([, known]: (typeof messages)[number]) =>
    known.some((message) => text.includes(message.split(wait)[0] ?? message))
  const found = messages.find(isShown)
  if (found) return found[0]
  return /role="alert"|aria-invalid="true"/.test(text) ? 'bad' : 'ok'
}
