import { listAdmins } from '@/lib/account/operations/operator/list-admins'
import { setRole } from '@/lib/account/operations/operator/set-role'
import { config } from '@/lib/config'
import {
  countRequests,
  dropAllMessages,
  dropMessage,
  findMessage,
  listMessages,
  type MessageFailure,
  type OutboxMessage,
  retryAllMessages,
  retryMessage,
} from '@/lib/delivery/manage-outbox'
import type { ControlAnswer, ControlRequest } from './protocol'

/** Runs in the process that has the database open. */
export async function handleControlRequest(request: ControlRequest): Promise<ControlAnswer> {
  switch (request.do) {
    case 'list':
      return { kind: 'admins', logins: await listAdmins() }
    case 'grant':
      return await changeRole(request.login, 'admin')
    case 'revoke':
      return await changeRole(request.login, 'user')
    case 'list_messages':
      return await listAnswer(request)
    case 'retry_all_messages':
      return { kind: 'retried', ...(await retryAllMessages()) }
    case 'drop_all_messages':
      return { kind: 'dropped', ...(await dropAllMessages()) }
    case 'show_message':
      return messageAnswer(await findMessage(request.id))
    case 'retry_message':
      return messageAnswer(await retryMessage(request.id))
    case 'drop_message':
      return messageAnswer(await dropMessage(request.id))
  }
}

async function listAnswer(filter: { isDead: boolean }): Promise<ControlAnswer> {
  const [listed, requests] = [await listMessages(filter), await countRequests()]
  return { kind: 'messages', ...listed, requests, isWorked: config().runsWorker }
}

async function changeRole(login: string, role: 'admin' | 'user'): Promise<ControlAnswer> {
  const result = await setRole({ login, role })
  return result.ok ? { kind: 'role', ...result } : { kind: 'refused', code: result.codes[0] }
}

function messageAnswer(found: OutboxMessage | MessageFailure): ControlAnswer {
  return typeof found === 'string' ? { kind: 'refused', code: found } : { kind: 'message', message: found }
}
