import { Contract } from '@/e2e/support/clients/contract'
import { endpoints } from '@/e2e/support/clients/endpoints'
import { expect } from '@/e2e/support/fixtures/test'
import { endpointTarget } from '@/e2e/support/fuzz/endpoint-target'
import { runs } from '@/e2e/support/fuzz/fuzz'
import { test } from '@/e2e/support/fuzz/fuzz-test'

/** Random requests to every endpoint. FUZZ_SEED selects others, and FUZZ_RUNS how many. */
for (const dialect of ['classic', 'device', 'ticket', 'rest', 'account'] as const) {
  test(`${dialect} answers as its document says, whatever is sent`, async ({
    server,
    caller,
    people,
    fuzzAll,
  }) => {
    test.setTimeout(120_000 + runs * 1_000)
    const contract = await Contract.of(server.url, `/api/${dialect}`)
    const own = endpoints.filter(({ reference }) => reference.dialect.name === dialect)
    expect(own.length).toBeGreaterThan(5)
    const tallies = await fuzzAll(
      own.map((endpoint) => endpointTarget(endpoint, { contract, caller, people })),
    )
    const neverSucceeded = tallies.filter(({ succeeded }) => succeeded === 0).map(({ name }) => name)
    // There is no other provider here.
    expect(neverSucceeded.filter((name) => !name.endsWith('/providers/disconnect'))).toEqual([])
  })
}
