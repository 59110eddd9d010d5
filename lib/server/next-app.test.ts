import { expect, test } from 'vitest'
import { nextApp } from './next-app'

test('started by something else, it says how it is started', () => {
  expect(() => nextApp()).toThrow('npm start')
})
