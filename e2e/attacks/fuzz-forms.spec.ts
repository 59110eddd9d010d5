import { expect } from '@/e2e/support/fixtures/test'
import { formTargets } from '@/e2e/support/fuzz/form-target'
import { runs } from '@/e2e/support/fuzz/fuzz'
import { test } from '@/e2e/support/fuzz/fuzz-test'

/** Every form of every page: sent without script, called by script, and as raw bytes. */
test('every form has a readable answer, whatever is sent', async ({ people, fuzzAll }) => {
  test.setTimeout(120_000 + runs * 1_000)
  const targets = formTargets(people)
  expect(targets.length).toBeGreaterThan(20)
  const tallies = await fuzzAll(targets)
  const neverSucceeded = tallies
    .filter(({ succeeded }) => succeeded === 0)
    .map(({ name }) => name.split(' ')[0])
  // These need another provider or a guest: the gallery's own stand-in returns its form unchanged.
  expect(neverSucceeded.toSorted()).toEqual(['disconnectProvider', 'keepState', 'linkAccount'])
})
