import { addressTargets } from '@/e2e/support/fuzz/address-target'
import { runs } from '@/e2e/support/fuzz/fuzz'
import { test } from '@/e2e/support/fuzz/fuzz-test'

/** Every other address: pages, pictures, uploads, Auth.js, machine-readable files, and unknown paths. */
test('every other address has a valid answer, whatever is sent', async ({ people, fuzzAll }) => {
  test.setTimeout(120_000 + runs * 1_000)
  await fuzzAll(addressTargets(people))
})
