import type { BodyValues, CallerKind, EndpointCaller } from '@/e2e/support/clients/endpoint-caller'
import { type Endpoint, endpoints, optionalFields } from '@/e2e/support/clients/endpoints'
import { expect } from '@/e2e/support/fixtures/test'
import { test } from '@/e2e/support/fuzz/fuzz-test'

/** Empty means absent, and a number stands for its digits: in every field of every endpoint, derived from the schemas. */

/** Endpoints that need a session reject a stranger whatever the fields hold, so only a member is useful there. */
const callerKinds = ({ entry }: Endpoint): readonly CallerKind[] =>
  entry.needs ? ['a member'] : ['a stranger', 'a member']

/** How a program may write an empty field. */
const ways: Readonly<Record<string, (body: BodyValues, name: string) => string>> = {
  absent: (body) => JSON.stringify(body),
  empty: (body, name) => JSON.stringify({ ...body, [name]: '' }),
  null: (body, name) => JSON.stringify({ ...body, [name]: null }),
  'empty in a form': (body, name) => asForm({ ...body, [name]: '' }),
}

const asForm = (body: BodyValues) =>
  new URLSearchParams(Object.entries(body).map(([k, v]) => [k, String(v)])).toString()

for (const endpoint of endpoints.filter((one) => optionalFields(one).length > 0)) {
  test(`an empty field counts as absent: ${endpoint.name}`, async ({ caller }) => {
    const optional = optionalFields(endpoint)
    for (const kind of callerKinds(endpoint))
      for (const name of optional)
        for (const others of [[], optional.filter((other) => other !== name)])
          await expectAlike(caller, endpoint, { kind, name, others })
  })
}

async function expectAlike(
  caller: EndpointCaller,
  endpoint: Endpoint,
  { kind, name, others }: { kind: CallerKind; name: string; others: string[] },
): Promise<void> {
  const left = optionalFields(endpoint).filter((field) => !others.includes(field))
  const ask = async (write: (body: BodyValues, name: string) => string) => {
    const person = await caller.person(kind, endpoint)
    const good = caller.body(endpoint, person)
    const body = Object.fromEntries(Object.entries(good).filter(([field]) => !left.includes(field)))
    return await caller.send(endpoint, person, { body: write(body, name) })
  }
  const answers = await Promise.all(Object.values(ways).map(ask))
  const actual = Object.keys(ways).map((way, at) => ({ kind, name, others, way, ...answers[at] }))
  expect(actual).toEqual(actual.map(({ way }) => ({ kind, name, others, way, ...answers[0] })))
}

for (const endpoint of endpoints.filter(({ fields }) => Object.keys(fields).length > 0)) {
  test(`a number stands for its digits: ${endpoint.name}`, async ({ caller }) => {
    const [kind = 'a stranger'] = callerKinds(endpoint)
    // JavaScript's numbers cannot hold the second one exactly.
    const ofPerson = { zero: () => '0', thirty: (digits: string) => digits.repeat(3) }
    const ask = async (name: string, number: (digits: string) => string) => {
      const person = await caller.person(kind, endpoint)
      const body = JSON.stringify({ ...caller.body(endpoint, person), [name]: '\0' })
      return await caller.send(endpoint, person, { body: body.replace('"\\u0000"', number(person.digits)) })
    }
    for (const name of Object.keys(endpoint.fields))
      for (const [which, digits] of Object.entries(ofPerson)) {
        const [number, text] = await Promise.all([ask(name, digits), ask(name, (own) => `"${digits(own)}"`)])
        expect({ name, which, ...number }).toEqual({ name, which, ...text })
      }
  })
}

for (const endpoint of endpoints) {
  const names = (endpoint.entry.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name)
  for (const name of names)
    test(`an empty ${name} in the query counts as absent: ${endpoint.name}`, async ({ caller }) => {
      for (const kind of callerKinds(endpoint)) {
        const ask = async (query: string) =>
          await caller.send(endpoint, await caller.person(kind, endpoint), { query })
        expect(await ask(`?${name}=`)).toEqual(await ask(''))
        expect(await ask(`?${name}`)).toEqual(await ask(''))
      }
    })
}
