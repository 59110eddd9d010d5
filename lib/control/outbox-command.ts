import { parseArgs } from 'node:util'
import { reasonOf } from '@/lib/process/reason-of'
import { executeRequest } from './execute-request'
import { formatMessage, formatMessageTable } from './format-messages'
import { type ControlAnswer, type ControlMessage, type ControlRequest, controlRequest } from './protocol'

/**
 * `npm run outbox -- list|show|retry|drop`: the messages that are not delivered, while the server runs or not.
 * Exit code 0: done; 1: refused or failed, and says why; 2: not understood.
 */
const usage = `usage: npm run outbox -- list [--dead]   what is not delivered; with --dead, what is not tried any more
       npm run outbox -- show <id>       all there is to know of one message, but for what it says
       npm run outbox -- retry <id>      try it again now, a dead one too
       npm run outbox -- retry --all     try all of them again now
       npm run outbox -- drop <id>       throw it away
       npm run outbox -- drop --all      throw all of them away, and what people asked for that is not answered yet
An id may be cut short, as the list does.`

const failures: Record<string, string> = {
  message_unknown: 'There is no such message. It may have been delivered meanwhile.',
  message_ambiguous: 'Several messages have an id that starts so. Give more of it.',
  message_expired: 'Its link or password has expired. Whoever wanted it has to ask again.',
  message_under_way: 'It is being sent at this moment.',
}

const notWorked = 'WORK=off: nothing is sent until a server starts without it. Not answered yet:'

const doneTexts: Partial<Record<ControlRequest['do'], string>> = {
  retry_message: 'tried again now',
  drop_message: 'thrown away',
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
    console.error(reasonOf(error))
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
      console.log(`${answer.retried} tried again now.${describeExpired(answer.expired)}`)
      return 0
    case 'dropped':
      console.log(`${answer.dropped} thrown away.${describeSending(answer.sending)}`)
      return 0
    default:
      throw new Error('The server gives no proper answer.')
  }
}

function messageAnswer(message: ControlMessage, doneText: string | undefined): string {
  return doneText === undefined ? formatMessage(message) : `${message.kind} to ${message.to}: ${doneText}.`
}

function describeExpired(count: number): string {
  return count === 0 ? '' : ` ${count} left alone: their links have expired.`
}

function describeSending(count: number): string {
  return count === 0 ? '' : ` ${count} left alone: being sent at this moment.`
}
