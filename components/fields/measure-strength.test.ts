import { expect, test } from 'vitest'
import { cpuMillis } from '@/lib/testing/cpu-millis'
import { measureStrength } from './measure-strength'

const measure = (password: string) =>
  measureStrength(password, { minCharacters: 8, about: ['ada.lovelace@example.com', 'countess'] })

test.each([
  ['short', 'weak', 'tooShort'],
  ['😀😀😀😀', 'weak', 'tooShort'],
  ['adalovelace', 'weak', 'personal'],
  ['Lovelace1815', 'weak', 'personal'],
  ['my-countess', 'weak', 'personal'],
  ['latchkey2026', 'weak', 'personal'],
  ['password1', 'weak', 'common'],
  ['umbrella', 'weak', 'common'],
  ['21.11.1984', 'weak', 'pattern'],
  ['aaaaaaaaaaaa', 'weak', 'pattern'],
  ['Xk3$9vLq2', 'good', 'longer'],
  ['Xk3$9vLq2mP0zq1', 'strong', 'enough'],
  ['four calm brown lizards', 'strong', 'enough'],
])('%s is %s: %s', (password, level, advice) => {
  expect(measure(password)).toEqual({ level, advice })
})

test('common Russian passwords are weak, also when typed on a Latin keyboard, and a Russian sentence is strong', () => {
  expect(measure('пароль123')).toEqual({ level: 'weak', advice: 'common' })
  expect(measure('йцукенгш')).toEqual({ level: 'weak', advice: 'common' })
  expect(measure('синий трактор едет')).toEqual({ level: 'strong', advice: 'enough' })
})

test('the longest allowed password is measured within 500 ms', async () => {
  const millis = await cpuMillis(() =>
    expect(measure('four calm brown lizards '.repeat(10)).level).not.toBe('weak'),
  )
  expect(millis).toBeLessThan(500)
})
