import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const pages = readdirSync('app/(pages)', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('page.tsx'),
)

test.each(pages)(
  '%s says so when the database is away, and its forms say for whom they were drawn',
  (file) => {
    expect(sourceOf(file)).toMatch(/^export default pageOrBusy\(forReader\(\w+\)\)$/m)
  },
)

test('the home page, which has no form, says so too when the database is away', () => {
  expect(sourceOf('../page.tsx')).toMatch(/^export default pageOrBusy\(\w+\)$/m)
})

function sourceOf(file: string): string {
  return readFileSync(`app/(pages)/${file}`, 'utf8')
}
