import { errorMessage } from '@/lib/process/error-message'
import { executeRequest } from './execute-request'
import { type ControlAnswer, type ControlRequest, controlRequest } from './protocol'

/** Works whether the server runs or not. Exit code 0: done; 1: refused or failed, with a reason; 2: wrong arguments. */
const usage = `usage: npm run admin -- grant <login>    make a user an administrator
       npm run admin -- revoke <login>   make an administrator an ordinary user
       npm run admin -- list             list all administrators`

const verbs = ['grant', 'revoke', 'list']
const failures: Readonly<Record<string, string>> = {
  login_unknown: 'There is no such account.',
  email_not_verified: 'This address is not verified: anyone could have registered with it.',
}

process.exitCode = await run(process.argv.slice(2))

async function run([verb = '', login, ...rest]: string[]): Promise<number> {
  const request = controlRequest.safeParse({ do: verb, login })
  if (!request.success || !verbs.includes(verb) || rest.length > 0) {
    console.error(usage)
    return 2
  }
  try {
    return report(request.data, await executeRequest(request.data))
  } catch (error) {
    console.error(errorMessage(error))
    return 1
  }
}

function report(request: ControlRequest, answer: ControlAnswer): number {
  if (answer.kind === 'refused') {
    console.error(failures[answer.code] ?? `Refused: ${answer.code}`)
    return 1
  }
  if (answer.kind === 'admins') console.log(describeAdmins(answer.logins))
  if (answer.kind === 'role') console.log(describeRole(request, answer))
  return 0
}

function describeAdmins(logins: readonly string[]): string {
  return logins.length === 0
    ? 'There are no administrators yet: npm run admin -- grant <login>'
    : logins.join('\n')
}

function describeRole(
  request: ControlRequest,
  { login, changed }: { login: string; changed: boolean },
): string {
  const now = request.do === 'grant' ? 'an administrator' : 'an ordinary user'
  return changed ? `${login} is now ${now}.` : `${login} is already ${now}.`
}
