import { Channels } from '@/e2e/support/channels/channels'
import type { CallerKind, CallerPerson, EndpointCaller } from '@/e2e/support/clients/endpoint-caller'
import { type Endpoint, endpoints } from '@/e2e/support/clients/endpoints'
import { expect } from '@/e2e/support/fixtures/test'
import { test } from '@/e2e/support/fuzz/fuzz-test'
import { goodPassword, unique } from '@/lib/testing/accounts'

/** Spaces that come from pasting, around an address, a login or a ticket, change nothing: in every dialect and page. */

const spaces = {
  space: ' ',
  tab: '\t',
  'line break': '\n',
  'line break of Windows': '\r\n',
  'no-break space': '\u00a0',
}
const callerKinds: readonly CallerKind[] = ['a stranger', 'a member']
const isName = (name: string) => ['login', 'username', 'email', 'ticket'].includes(name)
const pathName = /\{token\}/
const queryName = ({ entry }: Endpoint) =>
  entry.parameters?.find((one) => one.in === 'query' && isName(one.name))

type AddSpaces = (text: string) => string

async function sendWithSpaces(
  caller: EndpointCaller,
  endpoint: Endpoint,
  { callerKind, name, around }: { callerKind: CallerKind; name: string; around: AddSpaces },
) {
  const person = await caller.person(callerKind, endpoint)
  const good = caller.body(endpoint, person)
  const body = name in good ? { ...good, [name]: around(String(good[name])) } : good
  const sent = Object.keys(good).length > 0 ? { body: JSON.stringify(body) } : {}
  if (name === '{token}')
    return await caller.send(endpoint, person, { ...sent, ticket: around(person.ticket) })
  return await caller.send(endpoint, person, { ...sent, query: queryOf(endpoint, { person, name, around }) })
}

/** A stranger's query asks about an unknown login, so that only the spaces can make a difference. */
function queryOf(
  endpoint: Endpoint,
  { person, name, around }: { person: CallerPerson; name: string; around: AddSpaces },
): string {
  if (queryName(endpoint)?.name !== name) return ''
  return `?${new URLSearchParams({ [name]: around(person.email) })}`
}

for (const endpoint of endpoints) {
  const names = [
    ...Object.keys(endpoint.fields).filter(isName),
    ...(pathName.test(endpoint.path) ? ['{token}'] : []),
    ...(queryName(endpoint) ? ['login'] : []),
  ]
  for (const name of names)
    test(`spaces around ${name}: ${endpoint.name}`, async ({ caller }) => {
      for (const callerKind of callerKinds) {
        const send = (around: AddSpaces) => sendWithSpaces(caller, endpoint, { callerKind, name, around })
        const plain = await send((text) => text)
        const answers = await Promise.all(
          Object.values(spaces).map((space) => send((text) => space + text + space)),
        )
        const kinds = Object.keys(spaces)
        expect(kinds.map((kind, at) => ({ callerKind, kind, ...answers[at] }))).toEqual(
          kinds.map((kind) => ({ callerKind, kind, ...plain })),
        )
      }
    })
}

for (const [kind, space] of Object.entries(spaces))
  test(`spaces around the input of the pages: ${kind}`, async ({ server, mailbox }) => {
    const channels = new Channels(server.url, mailbox)
    const around = (text: string) => space + text + space
    const username = unique('ada')
    const email = `${username}@example.com`
    const typed = { username: around(username), email: around(email), password: goodPassword }
    const expectSuccess = async (operation: Parameters<Channels['send']>[1], values: object) =>
      expect([operation, (await channels.send('pages', operation, values)).outcome]).toEqual([
        operation,
        'ok',
      ])
    await expectSuccess('register', typed)
    const ticket = await mailbox.nextTicket(email, '/verify-email/')
    await expectSuccess('confirm', { ticket, password: goodPassword, more: { ticket: around(ticket) } })
    await expectSuccess('signIn', typed)
    await expectSuccess('signIn', { ...typed, username: around(email) })
    await expectSuccess('askForReset', typed)
    const reset = await mailbox.nextTicket(email, '/reset/')
    const newPassword = 'battery staple 9'
    await expectSuccess('spendReset', { ticket: reset, newPassword, more: { ticket: around(reset) } })
    await expectSuccess('signIn', { ...typed, password: 'battery staple 9' })
  })
