import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** One word for one thing: words that were given up, and the ones to use instead. */
const givenUp = {
  door: 'channel',
  exchange: 'endpoint',
  visit: 'request context',
  visitor: 'request context, or person',
  refusal: 'failure',
  tries: 'attempts',
  tellings: 'afterCommit',
} as const

/** What a line may say all the same: a request with its answer, the code flow of OAuth, the verb. */
const otherMeanings = /whole exchanges?|codes? exchange|\btries (?:a|the|to|again)\b/gi

const folders = ['app', 'components', 'emails', 'e2e', 'lib', 'prisma']
const skipped = /node_modules|generated|migrations|glossary\.test\.ts|guides\/changes\.md/

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (skipped.test(file)) continue
    if (entry.isDirectory()) yield* sourceFiles(file)
    else if (/\.(tsx?|mjs|json|md|prisma|grit)$/.test(entry.name)) yield file
  }
}

const lines = [...folders.flatMap((folder) => [...sourceFiles(folder)]), 'README.md'].flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((line, index) => `${file}:${index + 1} ${line.replace(otherMeanings, '')}`),
)

test.each(Object.entries(givenUp))('nothing is called %s: the word is %s', (word) => {
  const capital = word.charAt(0).toUpperCase() + word.slice(1)
  // Inside a name too: `askDoor`, `refusalOf`.
  const pattern = new RegExp(`(?<![A-Za-z])${word}s?(?![a-z])|${capital}s?(?![a-z])`)
  expect(lines.filter((line) => pattern.test(line))).toEqual([])
})
