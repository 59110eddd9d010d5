import { Channels } from '@/e2e/support/channels/channels'
import type { EndpointCaller, Person, Standing } from '@/e2e/support/clients/endpoint-caller'
import { type Endpoint, endpoints } from '@/e2e/support/clients/endpoints'
import { test } from '@/e2e/support/fixtures/endpoints-test'
import { expect } from '@/e2e/support/fixtures/test'
import { goodPassword, unique } from '@/lib/testing/accounts'

/** Spaces that come from pasting, around an address, a login or a ticket, change nothing: in every dialect and page. */

test.describe.configure({ mode: 'default' })

const spaces = {
  space: ' ',
  tab: '\t',
  'line break': '\n',
  'line break of Windows': '\r\n',
  'no-break space': '\u00a0',
}
const standings: readonly Standing[] = ['a stranger', 'a member']
const isName = (name: string) => ['login', 'username', 'email', 'ticket'].includes(name)
const pathName = /\{token\}/
const queryName = ({ entry }: Endpoint) =>
  entry.parameters?.find((one) => one.in === 'query' && isName(one.name))

type Around = (text: string) => string

async function ask(
  caller: EndpointCaller,
  endpoint: Endpoint,
  { standing, name, around }: { standing: Standing; name: string; around: Around },
) {
  const person = await caller.person(standing, endpoint)
  const good = caller.body(endpoint, person)
  const body = name in good ? { ...good, [name]: around(String(good[name])) } : good
  const sent = Object.keys(good).length > 0 ? { body: JSON.stringify(body) } : {}
  if (name === '{token}')
    return await caller.ask(endpoint, person, { ...sent, ticket: around(person.ticket) })
  return await caller.ask(endpoint, person, { ...sent, query: queryOf(endpoint, { person, name, around }) })
}

/** A stranger's query asks about an unknown login, so that only the spaces can make a difference. */
function queryOf(
  endpoint: Endpoint,
  { person, name, around }: { person: Person; name: string; around: Around },
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
      for (const standing of standings) {
        const told = (around: Around) => ask(caller, endpoint, { standing, name, around })
        const plain = await told((text) => text)
        const answers = await Promise.all(
          Object.values(spaces).map((space) => told((text) => space + text + space)),
        )
        const kinds = Object.keys(spaces)
        expect(kinds.map((kind, at) => ({ standing, kind, ...answers[at] }))).toEqual(
          kinds.map((kind) => ({ standing, kind, ...plain })),
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
    const done = async (verb: Parameters<Channels['do']>[1], values: object) =>
      expect([verb, (await channels.do('pages', verb, values)).meaning]).toEqual([verb, 'ok'])
    await done('register', typed)
    const ticket = await mailbox.nextTicket(email, '/verify-email/')
    await done('confirm', { ticket, password: goodPassword, more: { ticket: around(ticket) } })
    await done('signIn', typed)
    await done('signIn', { ...typed, username: around(email) })
    await done('askForReset', typed)
    const reset = await mailbox.nextTicket(email, '/reset/')
    const newPassword = 'battery staple 9'
    await done('spendReset', { ticket: reset, newPassword, more: { ticket: around(reset) } })
    await done('signIn', { ...typed, password: 'battery staple 9' })
  })
