import { expect, test } from 'vitest'
import { reasonOf } from './reason-of'

const refused = (port: number) => new Error(`connect ECONNREFUSED ::1:${port}`)

test.each([
  ['an error', new TypeError('no such thing'), 'no such thing'],
  ['a text', 'gone', 'gone'],
  ['nothing', undefined, 'undefined'],
  [
    'what the queue tells of',
    { message: 'relation is gone', stack: 'at x', queue: 'mail' },
    'relation is gone',
  ],
  ['an error that holds others', new AggregateError([refused(1), refused(2), refused(1)]), /:1; .*:2$/],
  ['a code alone', Object.assign(new Error(''), { code: 'ECONNRESET' }), 'ECONNRESET'],
  ['a name alone', new RangeError(''), 'RangeError'],
  ['a plain object', { password: 'secret', name: 'x' }, 'no message, but password, name'],
  ['an empty one', {}, 'no message, but nothing'],
])('the reason of %s is words', (_, fault, reason) => {
  if (typeof reason === 'string') expect(reasonOf(fault)).toBe(reason)
  else expect(reasonOf(fault)).toMatch(reason)
})
