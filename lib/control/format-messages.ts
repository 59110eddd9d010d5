import type { ControlMessage } from './protocol'

const idCharacters = 8
const reasonCharacters = 60

interface Messages {
  readonly messages: readonly ControlMessage[]
  readonly counts: readonly { state: string; count: number }[]
}

export function formatMessageTable({ messages, counts }: Messages): string {
  if (messages.length === 0) return 'Nothing is waiting: all messages have been delivered.'
  const head = ['ID', 'KIND', 'TO', 'STATE', 'ATTEMPTS', 'AGE', 'NEXT ATTEMPT', 'LAST REASON']
  const rows = messages.map((message) => [
    message.id.slice(0, idCharacters),
    message.kind,
    message.to,
    message.state,
    String(message.attempts),
    formatDuration(message.sentAt, new Date()),
    nextAttempt(message),
    oneLine(message.reason).slice(0, reasonCharacters),
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const more = total > messages.length ? [`and ${total - messages.length} more`] : []
  const summary = counts.map(({ state, count }) => `${count} ${state}`).join(', ')
  return [...lines, ...more, '', summary].join('\n')
}

export function formatMessage(message: ControlMessage): string {
  const facts = {
    id: `${message.id}  (also in the log, and in a mail's Message-ID)`,
    kind: message.kind,
    to: message.to,
    language: message.locale,
    state: message.state,
    attempts: String(message.attempts),
    sent: formatTime(message.sentAt),
    'next attempt': message.nextAttemptAt ? formatTime(message.nextAttemptAt) : 'none',
    expires: message.expiresAt ? formatTime(message.expiresAt) : 'never',
    'last reason': oneLine(message.reason) || 'none',
  }
  return Object.entries(facts)
    .map(([name, fact]) => `${name.padEnd('next attempt'.length)}  ${fact}`)
    .join('\n')
}

function nextAttempt({ state, nextAttemptAt }: ControlMessage): string {
  if (state === 'sending') return 'now'
  if (nextAttemptAt === null) return 'none'
  return nextAttemptAt.getTime() <= Date.now() ? 'now' : `in ${formatDuration(new Date(), nextAttemptAt)}`
}

function formatTime(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** Rounded down to the largest unit: 42 s, 3 min, 5 h, 2 d. */
function formatDuration(from: Date, to: Date): string {
  const seconds = Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1_000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`
  return seconds < 48 * 3_600 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`
}

/** Removes control characters: the text comes from other servers and could move the operator's cursor. */
function oneLine(text: string | null): string {
  return (text ?? '').replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
}
