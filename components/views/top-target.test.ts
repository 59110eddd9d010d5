import { expect, test } from 'vitest'
import { withTopTarget } from './top-target'

test('the base goes into the head, past its attributes', () => {
  expect(withTopTarget('<html><HEAD dir="ltr"><title>x</title></HEAD></html>')).toBe(
    '<html><HEAD dir="ltr"><base target="_top"><title>x</title></HEAD></html>',
  )
})

test('a header is no head', () => {
  expect(withTopTarget('<header>hello</header>')).toBe('<base target="_top"><header>hello</header>')
})
