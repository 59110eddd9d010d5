import { expect, test, vi } from 'vitest'
import { policy } from '@/lib/policy'
import { TooBusy } from '@/lib/process/too-busy'
import { readUpload } from './read-upload'

const mostBytes = 100_000
const wish = (sender: string) => ({ field: 'picture', mostBytes, sender })
const url = 'http://x.test/edit-profile/picture'

function formOf(...files: readonly (Blob | string)[]): Request {
  const body = new FormData()
  for (const file of files) body.append('picture', file)
  return new Request(url, { method: 'POST', body })
}

/** A body that comes in piece by piece, as told; what was taken of it is counted. */
function streamed(pieces: Iterable<Uint8Array>) {
  const told = { bytes: 0 }
  const rest = pieces[Symbol.iterator]()
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = rest.next()
      if (done) return controller.close()
      told.bytes += value.length
      controller.enqueue(value)
    },
  })
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  return { told, request: new Request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit) }
}

function* endless() {
  while (true) yield new Uint8Array(50_000)
}

test('the file is read whole, up to the most', async () => {
  const bytes = Uint8Array.from({ length: mostBytes }, (_, n) => n % 251)
  expect(await readUpload(formOf(new Blob([bytes])), wish('a'))).toEqual({ file: bytes })
  expect(await readUpload(formOf(new Blob([bytes, 'x'])), wish('a'))).toBe('too_large')
})

test('nothing chosen is an empty file', async () => {
  expect(await readUpload(formOf(new Blob([])), wish('a'))).toEqual({ file: new Uint8Array() })
})

test('a form without the file, with two, or with text in its place is malformed', async () => {
  expect(await readUpload(formOf(), wish('a'))).toBe('malformed')
  expect(await readUpload(formOf(new Blob(['x']), new Blob(['y'])), wish('a'))).toBe('malformed')
  expect(await readUpload(formOf('a picture'), wish('a'))).toBe('malformed')
  expect(await readUpload(new Request(url, { method: 'POST', body: '{}' }), wish('a'))).toBe('malformed')
  expect(await readUpload(new Request(url, { method: 'POST' }), wish('a'))).toBe('malformed')
  expect(await readUpload(streamed([new Uint8Array(9)]).request, wish('a'))).toBe('malformed')
})

test('where it may be bare, a body that is no form is the file, up to the most', async () => {
  const bytes = Uint8Array.from({ length: mostBytes }, (_, n) => n % 251)
  const bare = (body: BodyInit) => new Request(url, { method: 'PUT', body })
  const read = (request: Request) => readUpload(request, { ...wish('a'), takesBare: true })
  expect(await read(bare(bytes))).toEqual({ file: Buffer.from(bytes) })
  expect(await read(bare(new Blob([bytes, 'x'.repeat(20_000)])))).toBe('too_large')
  expect(await read(formOf(new Blob([bytes])))).toEqual({ file: bytes })
  expect(await read(formOf('a picture'))).toBe('malformed')
  expect(await read(new Request(url, { method: 'PUT' }))).toEqual({ file: new Uint8Array() })
})

test('of what never ends no more is taken than a browser needs to hear the answer', async () => {
  const { request, told } = streamed(endless())
  expect(await readUpload(request, wish('a'))).toBe('too_large')
  expect(told.bytes).toBeLessThan(10 * mostBytes)
})

test('what says that it is far too large is not read', async () => {
  const { request, told } = streamed(endless())
  request.headers.set('content-length', '100000000')
  expect(await readUpload(request, wish('a'))).toBe('too_large')
  expect(told.bytes).toBeLessThan(mostBytes)
})

test('one sends one at a time, and all together only so many', async () => {
  const waiting: (() => void)[] = []
  const slow = () => {
    const body = new ReadableStream({ start: (controller) => void waiting.push(() => controller.close()) })
    return new Request(url, { method: 'POST', body, duplex: 'half' } as RequestInit)
  }
  const first = readUpload(slow(), wish('0'))
  await expect(readUpload(slow(), wish('0'))).rejects.toThrow(TooBusy)
  const others = Array.from({ length: policy.uploadsAtOnce - 1 }, (_, n) =>
    readUpload(slow(), wish(`${n + 1}`)),
  )
  await expect(readUpload(slow(), wish('one more'))).rejects.toThrow(TooBusy)
  for (const end of waiting) end()
  expect(await Promise.all([first, ...others])).toEqual(Array(policy.uploadsAtOnce).fill('malformed'))
  expect(await readUpload(formOf(new Blob(['x'])), wish('0'))).toMatchObject({ file: expect.anything() })
})

test('what its sender broke off is malformed, and leaves nothing that could fail later', async () => {
  vi.useFakeTimers()
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
  })
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const request = new Request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
  expect(await readUpload(request, wish('a'))).toBe('malformed')
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

test('what is too slow is cut off, also when its sender breaks off just then', async () => {
  vi.useFakeTimers()
  const cancel = vi.fn(() => Promise.reject(new Error('broken off')))
  const body = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}), cancel })
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const request = new Request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
  const upload = readUpload(request, wish('a'))
  await vi.advanceTimersByTimeAsync(policy.uploadSeconds * 1_000)
  expect(await upload).toBe('malformed')
  expect(cancel).toHaveBeenCalled()
  vi.useRealTimers()
})
