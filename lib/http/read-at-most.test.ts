import { expect, test } from 'vitest'
import { readAtMost } from './read-at-most'

const mostBytes = 10
const piece = (bytes: number) => new Uint8Array(bytes).fill(7)

/** A request whose body comes in these pieces, and whose sender breaks off after them where `breaksOff`. */
function requestOf(pieces: number[], { breaksOff = false, told = 0 } = {}): Request {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = pieces.shift()
      if (next !== undefined) return controller.enqueue(piece(next))
      if (breaksOff) controller.error(new Error('broken off'))
      else controller.close()
    },
  })
  const headers = told > 0 ? { 'content-length': String(told) } : undefined
  return new Request('http://x.test', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
}

test('a body is read whole up to the most, and not beyond', async () => {
  expect(await readAtMost(requestOf([4, 6]), mostBytes)).toEqual(Buffer.from(piece(10)))
  expect(await readAtMost(requestOf([4, 7]), mostBytes)).toBeNull()
  expect(await readAtMost(new Request('http://x.test'), mostBytes)).toEqual(new Uint8Array())
})

test('what says that it is too large is not read', async () => {
  const request = requestOf([1], { told: 11 })
  expect(await readAtMost(request, mostBytes)).toBeNull()
  expect(request.bodyUsed).toBe(false)
})

test('what is broken off is nothing, or as much as came where a part will do', async () => {
  expect(await readAtMost(requestOf([3], { breaksOff: true }), mostBytes)).toBeNull()
  const part = await readAtMost(requestOf([3], { breaksOff: true }), mostBytes, { takesPart: true })
  expect(part).toEqual(Buffer.from(piece(3)))
})

test('of what is too large so much is taken and dropped as was asked for, and no more', async () => {
  const pieces = Array<number>(100).fill(10)
  for (const [takenBytes, mostTaken] of [
    [10, 4],
    [50, 8],
  ] as const) {
    const rest = [...pieces]
    expect(await readAtMost(requestOf(rest), mostBytes, { takenBytes })).toBeNull()
    expect(pieces.length - rest.length).toBeLessThanOrEqual(mostTaken)
    expect(pieces.length - rest.length).toBeGreaterThan(takenBytes / 10)
  }
})
