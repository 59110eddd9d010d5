import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const pages = readdirSync('app/(pages)', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('page.tsx'),
)

test.each(pages)('%s has a page for an unavailable database, and its forms name their account', (file) => {
  expect(sourceOf(file)).toMatch(/^export default pageOrBusy\(bindFormsToAccount\(\w+\)\)$/m)
})

test('the home page, which has no form, also has a page for an unavailable database', () => {
  expect(sourceOf('../page.tsx')).toMatch(/^export default pageOrBusy\(\w+\)$/m)
})

function sourceOf(file: string): string {
  return readFileSync(`app/(pages)/${file}`, 'utf8')
}
