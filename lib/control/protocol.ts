import { createHash } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { listAdmins } from '@/lib/account/list-admins'
import { setRole } from '@/lib/account/set-role'

/**
 * The operator's channel to a running server: a socket that only the owner of DATA_DIR may open. One line of JSON
 * asks, one answers. It exists because the embedded database can be open in one process only, the server's.
 */

export const controlRequest = z.discriminatedUnion('do', [
  z.object({ do: z.enum(['grant', 'revoke']), login: z.string().min(1) }),
  z.object({ do: z.literal('list') }),
])
export type ControlRequest = z.output<typeof controlRequest>

export const controlAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('role'), login: z.string(), changed: z.boolean() }),
  z.object({ kind: z.literal('admins'), logins: z.array(z.string()) }),
  z.object({ kind: z.literal('refused'), code: z.string() }),
])
export type ControlAnswer = z.output<typeof controlAnswer>

/** The longest line either side reads. */
export const maxLineBytes = 64 * 1024

// What macOS allows; Linux a little more. Node cuts longer ones short and would listen somewhere else.
const maxSocketPathBytes = 103

/**
 * Where the channel of a data folder is: a socket in it, or on Windows a named pipe. Null where the path is too
 * long for a socket: there is no channel then.
 */
export function controlPath(dataFolder: string): string | null {
  if (process.platform !== 'win32') {
    const place = path.join(dataFolder, 'control.sock')
    return Buffer.byteLength(place) > maxSocketPathBytes ? null : place
  }
  const name = createHash('sha256').update(dataFolder.toLowerCase()).digest('hex').slice(0, 24)
  return String.raw`\\.\pipe\latchkey-${name}`
}

/** Does what was asked, in whichever process has the database open. */
export async function answerControl(request: ControlRequest): Promise<ControlAnswer> {
  if (request.do === 'list') return { kind: 'admins', logins: await listAdmins() }
  const role = request.do === 'grant' ? 'admin' : 'user'
  const result = await setRole({ login: request.login, role })
  return result.ok ? { kind: 'role', ...result } : { kind: 'refused', code: result.codes[0] }
}
