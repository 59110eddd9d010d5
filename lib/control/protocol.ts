import { createHash } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'

/**
 * The control channel to a running server: JSON over HTTP on a socket that only the owner of DATA_DIR may open. It is
 * needed because only one process can open the embedded database, and because the server's log must record what an
 * operator does.
 */

const messageId = z.string().regex(/^[0-9a-f]{4}[0-9a-f-]{0,32}$/)

export const controlRequest = z.discriminatedUnion('do', [
  z.object({ do: z.enum(['grant', 'revoke']), login: z.string().min(1) }),
  z.object({ do: z.literal('list') }),
  z.object({ do: z.literal('list_messages'), isDead: z.boolean() }),
  z.object({ do: z.enum(['retry_all_messages', 'drop_all_messages']) }),
  z.object({ do: z.enum(['show_message', 'retry_message', 'drop_message']), id: messageId }),
])
export type ControlRequest = z.output<typeof controlRequest>

/** Sent with each request: which database it is meant for, if any. */
export const requestTarget = z.object({ database: z.string().nullish() })

/** A hash, because the URL may hold a password. */
export function databaseFingerprint(url: string | null): string | null {
  return url === null ? null : createHash('sha256').update(url).digest('base64url')
}

const messageState = z.enum(['waiting', 'sending', 'delayed', 'dead'])

const message = z.object({
  id: z.string(),
  kind: z.string(),
  to: z.string(),
  locale: z.string(),
  state: messageState,
  attempts: z.number(),
  sentAt: z.coerce.date(),
  nextAttemptAt: z.coerce.date().nullable(),
  expiresAt: z.coerce.date().nullable(),
  reason: z.string().nullable(),
})
export type ControlMessage = z.output<typeof message>

export const controlAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('role'), login: z.string(), changed: z.boolean() }),
  z.object({ kind: z.literal('admins'), logins: z.array(z.string()) }),
  z.object({
    kind: z.literal('messages'),
    messages: z.array(message),
    counts: z.array(z.object({ state: messageState, count: z.number() })),
    /** Whether the answering process delivers messages. */
    isWorked: z.boolean(),
    /** Requests that are not answered yet. Each may become a message. */
    requests: z.number(),
  }),
  z.object({ kind: z.literal('message'), message }),
  z.object({ kind: z.literal('retried'), retried: z.number(), expired: z.number() }),
  z.object({ kind: z.literal('dropped'), dropped: z.number(), sending: z.number() }),
  z.object({ kind: z.literal('refused'), code: z.string() }),
])
export type ControlAnswer = z.output<typeof controlAnswer>

// The limit of macOS; Linux allows a few more. Node truncates longer paths and would listen elsewhere.
const maxSocketPathBytes = 103

/** A socket in the data folder, or a named pipe on Windows. Null if the path is too long for a socket. */
export function controlPath(dataFolder: string): string | null {
  if (process.platform !== 'win32') {
    const socketPath = path.join(dataFolder, 'control.sock')
    return Buffer.byteLength(socketPath) > maxSocketPathBytes ? null : socketPath
  }
  const name = createHash('sha256').update(dataFolder.toLowerCase()).digest('hex').slice(0, 24)
  return String.raw`\\.\pipe\latchkey-${name}`
}
