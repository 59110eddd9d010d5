import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as entryForms from '@/lib/dialects/forms/entry-forms'
import * as profileForms from '@/lib/dialects/forms/profile-forms'
import en from '@/lib/i18n/messages/en.json' with { type: 'json' }
import { propsByEntry } from './cases'
import { mails } from './mails'
import { pages, subjects } from './subjects'

const forms = Object.entries({ ...entryForms, ...profileForms })

const viewFolders = ['entry', 'profile', 'inbox', 'frame'].map((name) => `components/${name}`)

test.each(viewFolders.flatMap((folder) => filesOf(folder, /-view\.tsx$/)))(
  'the gallery shows %s',
  async (file) => {
    const module: Record<string, unknown> = await import(/* @vite-ignore */ file)
    const views = Object.entries(module).filter(([name]) => name.endsWith('View'))
    expect(views.length).toBeGreaterThan(0)
    const shown = pages.flatMap((page) => page.views)
    for (const [name, View] of views) expect(shown.includes(View), name).toBe(true)
  },
)

test.each(filesOf('emails', /\.tsx$/))('the gallery shows the mail in %s, if there is one', async (file) => {
  const { default: Mail }: { default?: unknown } = await import(/* @vite-ignore */ file)
  if (Mail !== undefined) expect(mails.map(({ mail }) => mail)).toContain(Mail)
})

test.each(forms)('a page shows the form %s', (_name, form) => {
  const shown = pages.flatMap((page) => page.forms.map((sent) => sent.form))
  expect(shown).toContain(form)
})

test.each(Object.keys(en.done))('an entry shows the success message %s', (key) => {
  expect(pages.flatMap(({ entries }) => entries)).toContain(key)
})

test('subjects and their entries have unique names', () => {
  for (const names of [subjects.map(({ name }) => name), ...subjects.map(({ entries }) => entries)]) {
    expect(new Set(names).size).toBe(names.length)
  }
})

test('a case that names an entry without its value throws', () => {
  const usual: { notice: 'verified' | null } = { notice: null }
  const right = propsByEntry({ usual, cases: { notice: { none: 'usual', verified: {} } } })
  expect([...right]).toEqual([
    ['usual', usual],
    ['notice-verified', { notice: 'verified' }],
  ])
  expect(() => propsByEntry({ usual, cases: { notice: { none: 'usual', verified: 'usual' } } })).toThrow(
    'usual does not show notice verified',
  )
})

function filesOf(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file) && !file.includes('.test.'))
    .map((file) => `/${folder}/${file}`)
}
