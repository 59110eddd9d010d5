import { expect, test } from 'vitest'
import { nextApp } from './next-app'

test('when Next was started another way, the error says how to start', () => {
  expect(() => nextApp()).toThrow('npm start')
})
