import { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { IncomingRequest } from './incoming-request'

test('a body within the limit is read', async () => {
  const request = new IncomingRequest(new Socket())
  request.limitBody(4)
  request.push(Buffer.from('ab'))
  request.push(Buffer.from('cd'))
  request.push(null)
  expect(await text(request)).toBe('abcd')
})

test('a larger body closes the connection', () => {
  const request = new IncomingRequest(new Socket())
  request.limitBody(4)
  expect(request.push(Buffer.from('abcde'))).toBe(false)
  expect([request.destroyed, request.readableLength]).toEqual([true, 0])
})
