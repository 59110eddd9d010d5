import { parseArgs } from 'node:util'
import { errorMessage } from '@/lib/process/error-message'
import { executeRequest } from './execute-request'
import { formatMessage, formatMessageTable } from './format-messages'
import { type ControlAnswer, type ControlMessage, type ControlRequest, controlRequest } from './protocol'

/** Works whether the server runs or not. Exit code 0: done; 1: refused or failed, with a reason; 2: wrong arguments. */
const usage = `usage: npm run outbox -- list [--dead]   list undelivered messages; with --dead, only dead letters
       npm run outbox -- show <id>       show one message, without its content
       npm run outbox -- retry <id>      send it again now, also if it is dead
       npm run outbox -- retry --all     send all of them again now
       npm run outbox -- drop <id>       delete it
       npm run outbox -- drop --all      delete all of them, and all requests that are not answered yet
The start of an id is enough, as shown in the list.`

const failures: Record<string, string> = {
  message_unknown: 'There is no such message. It may have been delivered in the meantime.',
  message_ambiguous: 'Several messages have an id that starts like this. Enter more of it.',
  message_expired: 'Its link or password has expired. The user has to request a new one.',
  message_under_way: 'It is being sent right now.',
}

const notWorked = 'WORK=off: nothing is sent until a server starts without it. Not answered yet:'

const doneTexts: Partial<Record<ControlRequest['do'], string>> = {
  retry_message: 'will be sent now',
  drop_message: 'deleted',
}

process.exitCode = await run(process.argv.slice(2))

async function run(options: string[]): Promise<number> {
  const request = parseCommand(options)
  if (request === null) {
    console.error(usage)
    return 2
  }
  try {
    return report(request, await executeRequest(request))
  } catch (error) {
    console.error(errorMessage(error))
    return 1
  }
}

function parseCommand(options: string[]): ControlRequest | null {
  try {
    const { values, positionals } = parseArgs({
      args: options,
      allowPositionals: true,
      options: { dead: { type: 'boolean' }, all: { type: 'boolean' } },
    })
    const [verb, id, ...rest] = positionals
    const { dead: isDead = false, all: isAll = false } = values
    if (rest.length > 0 || (isDead && verb !== 'list') || (isAll && verb !== 'retry' && verb !== 'drop'))
      return null
    if (verb === 'list') return id === undefined ? { do: 'list_messages', isDead } : null
    if (isAll) return id === undefined ? controlRequest.parse({ do: `${verb}_all_messages` }) : null
    return controlRequest.safeParse({ do: `${verb}_message`, id: id?.toLowerCase() }).data ?? null
  } catch {
    return null
  }
}

function report(request: ControlRequest, answer: ControlAnswer): number {
  switch (answer.kind) {
    case 'refused':
      console.error(failures[answer.code] ?? `Refused: ${answer.code}. The server's log says more.`)
      return 1
    case 'messages':
      console.log(formatMessageTable(answer))
      if (!answer.isWorked) console.log(`${notWorked} ${answer.requests} requests.`)
      return 0
    case 'message':
      console.log(messageAnswer(answer.message, doneTexts[request.do]))
      return 0
    case 'retried':
      console.log(`${answer.retried} will be sent now.${describeExpired(answer.expired)}`)
      return 0
    case 'dropped':
      console.log(`${answer.dropped} deleted.${describeSending(answer.sending)}`)
      return 0
    default:
      throw new Error('The server gave an invalid answer.')
  }
}

function messageAnswer(message: ControlMessage, doneText: string | undefined): string {
  return doneText === undefined ? formatMessage(message) : `${message.kind} to ${message.to}: ${doneText}.`
}

function describeExpired(count: number): string {
  return count === 0 ? '' : ` ${count} skipped: their links have expired.`
}

function describeSending(count: number): string {
  return count === 0 ? '' : ` ${count} skipped: they are being sent right now.`
}
