import { addressTargets } from '@/e2e/support/fuzz/address-target'
import { runs } from '@/e2e/support/fuzz/fuzz'
import { test } from '@/e2e/support/fuzz/fuzz-test'

/** Every other address: pages, pictures, uploads, what Auth.js has, what is read by programs, and what is not there. */
test('every other address answers as it should, whatever it is sent', async ({ people, fuzzAll }) => {
  test.setTimeout(120_000 + runs * 1_000)
  await fuzzAll(addressTargets(people))
})
