import { expect, test } from 'vitest'
import { ticketInAddress } from './ticket-in-address'

const ticket = '-q3hVn0bqZ1mR8sYt5uWx2kLc7dPfGaEj9oTiBvNyX_'

test.each([
  ['', ''],
  ['%20', ''],
  [' ', '\n'],
  ['%20%20', '%20'],
  ['\t', '\u00a0'],
  ['%C2%A0', '%c2%a0%0d%0a'],
  ['%E2%80%AF', '\u202f'],
  ['', '.'],
  ['<', '>.'],
  ['%3C', '%3E)'],
  ['«', '»'],
])('%j before a ticket and %j after it are removed', (before, after) => {
  expect(ticketInAddress(before + ticket + after)).toBe(ticket)
})

test('text that is not a ticket does not become one', () => {
  expect(ticketInAddress('%00')).toBe('')
  expect(ticketInAddress('two words')).toBe('two words')
  expect(ticketInAddress('x'.repeat(401))).toBe('')
})
