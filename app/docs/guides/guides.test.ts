import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { lexer, type Token, walkTokens } from 'marked'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { guideNames } from '@/components/docs/guide-names'
import { Markdown } from '@/components/docs/markdown'
import { headingId, readGuide } from '@/components/docs/read-guide'

const folder = 'app/docs/guides'
const files = ['README.md', ...guideNames.map((name) => `${folder}/${name}.md`)]
const read = (file: string) => readFileSync(file, 'utf8')

function tokensOf(file: string): Token[] {
  const all: Token[] = []
  walkTokens(lexer(read(file)), (token) => {
    all.push(token)
  })
  return all
}

const anchorsOf = (file: string) =>
  tokensOf(file).flatMap((token) => (token.type === 'heading' ? [headingId(token.text)] : []))
const linksOf = (file: string) =>
  tokensOf(file).flatMap((token) => (token.type === 'link' || token.type === 'image' ? [token.href] : []))

test('the README takes five minutes: it has at most 150 lines', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(151)
})

test('every guide is listed, and its page is found by its name', () => {
  const found = readdirSync(folder).filter((name) => name.endsWith('.md'))
  expect(found.toSorted()).toEqual(guideNames.map((name) => `${name}.md`).toSorted())
})

test.each(files)('each link of %s leads to a file that exists, and to a heading in it', (file) => {
  const relative = linksOf(file).filter((href) => !/^https?:/.test(href))
  for (const href of relative) {
    const [place = '', anchor] = href.split('#')
    const target = place === '' ? file : path.join(path.dirname(file), place)
    expect(existsSync(target), href).toBe(true)
    if (anchor !== undefined) expect(anchorsOf(target), href).toContain(anchor)
  }
})

test.each(files)('no two headings of %s have one anchor', (file) => {
  const anchors = anchorsOf(file)
  expect(anchors).toEqual([...new Set(anchors)])
})

test.each(guideNames)('the guide %s is Markdown that our pages show', (name) => {
  const { title, sections, blocks } = readGuide(read(`${folder}/${name}.md`))
  const markup = renderToStaticMarkup(Markdown({ blocks }))
  expect(title).not.toBe('')
  for (const { id } of sections) expect(markup).toContain(`id="${id}"`)
  expect(markup).not.toMatch(/href="(?!#|\/docs\/guides\/|https?:)/)
})
