import { expect, test } from 'vitest'
import { withTopTarget } from './top-target'

test('the base goes into the head, past its attributes', () => {
  expect(withTopTarget('<html><HEAD dir="ltr"><title>x</title></HEAD></html>')).toBe(
    '<html><HEAD dir="ltr"><base target="_top"><title>x</title></HEAD></html>',
  )
})

test('a link that asks for a new window gets the whole one, too', () => {
  expect(withTopTarget('<a href="/x" target="_blank">x</a>')).toBe('<base target="_top"><a href="/x">x</a>')
})

test('a header is no head', () => {
  expect(withTopTarget('<header>hello</header>')).toBe('<base target="_top"><header>hello</header>')
})
