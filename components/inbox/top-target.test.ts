import { expect, test } from 'vitest'
import { withTopTarget } from './top-target'

test('the base element goes into the head, after its attributes', () => {
  expect(withTopTarget('<html><HEAD dir="ltr"><title>x</title></HEAD></html>')).toBe(
    '<html><HEAD dir="ltr"><base target="_top"><title>x</title></HEAD></html>',
  )
})

test('a link with target="_blank" opens in the whole window, too', () => {
  expect(withTopTarget('<a href="/x" target="_blank">x</a>')).toBe('<base target="_top"><a href="/x">x</a>')
})

test('a header element is not taken for the head', () => {
  expect(withTopTarget('<header>hello</header>')).toBe('<base target="_top"><header>hello</header>')
})
