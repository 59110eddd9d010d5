import { expect, test } from 'vitest'
import { errorMessage } from './error-message'

const refused = (port: number) => new Error(`connect ECONNREFUSED ::1:${port}`)

test.each([
  ['an error', new TypeError('no such thing'), 'no such thing'],
  ['a text', 'gone', 'gone'],
  ['undefined', undefined, 'undefined'],
  [
    'an error object of the queue',
    { message: 'relation is gone', stack: 'at x', queue: 'mail' },
    'relation is gone',
  ],
  ['an error that contains others', new AggregateError([refused(1), refused(2), refused(1)]), /:1; .*:2$/],
  ['an error with only a code', Object.assign(new Error(''), { code: 'ECONNRESET' }), 'ECONNRESET'],
  ['an error with only a name', new RangeError(''), 'RangeError'],
  ['a plain object', { password: 'secret', name: 'x' }, 'no message; fields: password, name'],
  ['an empty object', {}, 'no message; fields: none'],
])('%s has a readable message', (_, fault, message) => {
  if (typeof message === 'string') expect(errorMessage(fault)).toBe(message)
  else expect(errorMessage(fault)).toMatch(message)
})
