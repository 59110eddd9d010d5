import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const pages = readdirSync('app/(pages)', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('page.tsx'),
)

test.each(['../page.tsx', ...pages])('%s says so when the database is away', (file) => {
  expect(readFileSync(`app/(pages)/${file}`, 'utf8')).toMatch(/^export default pageOrBusy\(\w+\)$/m)
})
