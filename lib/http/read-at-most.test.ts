import { expect, test } from 'vitest'
import { readAtMost } from './read-at-most'

const maxBytes = 10
const piece = (bytes: number) => new Uint8Array(bytes).fill(7)

/** A request whose body arrives in these pieces; with `disconnects` the client disconnects after them. */
function requestOf(pieces: number[], { disconnects = false, declared = 0 } = {}): Request {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = pieces.shift()
      if (next !== undefined) return controller.enqueue(piece(next))
      if (disconnects) controller.error(new Error('disconnected'))
      else controller.close()
    },
  })
  const headers = declared > 0 ? { 'content-length': String(declared) } : undefined
  return new Request('http://x.test', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
}

test('a body is read up to the limit', async () => {
  expect(await readAtMost(requestOf([4, 6]), maxBytes)).toEqual(Buffer.from(piece(10)))
  expect(await readAtMost(requestOf([4, 7]), maxBytes)).toBeNull()
  expect(await readAtMost(new Request('http://x.test'), maxBytes)).toEqual(new Uint8Array())
})

test('a body with a too large Content-Length is not read', async () => {
  const request = requestOf([1], { declared: 11 })
  expect(await readAtMost(request, maxBytes)).toBeNull()
  expect(request.bodyUsed).toBe(false)
})

test('after a disconnect the result is null, or the received part if that is allowed', async () => {
  expect(await readAtMost(requestOf([3], { disconnects: true }), maxBytes)).toBeNull()
  const part = await readAtMost(requestOf([3], { disconnects: true }), maxBytes, { allowsPartial: true })
  expect(part).toEqual(Buffer.from(piece(3)))
})

test('only the given amount of a too large body is read and dropped', async () => {
  const pieces = Array<number>(100).fill(10)
  for (const [drainedBytes, maxPieces] of [
    [10, 4],
    [50, 8],
  ] as const) {
    const rest = [...pieces]
    expect(await readAtMost(requestOf(rest), maxBytes, { drainedBytes })).toBeNull()
    expect(pieces.length - rest.length).toBeLessThanOrEqual(maxPieces)
    expect(pieces.length - rest.length).toBeGreaterThan(drainedBytes / 10)
  }
})
