import { expect, test, vi } from 'vitest'
import { policy } from '@/lib/policy'
import { TooBusy } from '@/lib/process/too-busy'
import { readUpload } from './read-upload'

const maxBytes = 100_000
const optionsFor = (sender: string) => ({ field: 'picture', maxBytes, sender })
const url = 'http://x.test/edit-profile/picture'

function formOf(...files: readonly (Blob | string)[]): Request {
  const body = new FormData()
  for (const file of files) body.append('picture', file)
  return new Request(url, { method: 'POST', body })
}

/** A streamed body; `read.bytes` counts what was read. */
function streamed(pieces: Iterable<Uint8Array>) {
  const read = { bytes: 0 }
  const rest = pieces[Symbol.iterator]()
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = rest.next()
      if (done) return controller.close()
      read.bytes += value.length
      controller.enqueue(value)
    },
  })
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  return { read, request: new Request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit) }
}

function* endless() {
  while (true) yield new Uint8Array(50_000)
}

test('a file is read up to the limit', async () => {
  const bytes = Uint8Array.from({ length: maxBytes }, (_, n) => n % 251)
  expect(await readUpload(formOf(new Blob([bytes])), optionsFor('a'))).toEqual({ file: bytes })
  expect(await readUpload(formOf(new Blob([bytes, 'x'])), optionsFor('a'))).toBe('too_large')
})

test('no file chosen is an empty file', async () => {
  expect(await readUpload(formOf(new Blob([])), optionsFor('a'))).toEqual({ file: new Uint8Array() })
})

test('a form without the file, with two, or with text in its place is malformed', async () => {
  expect(await readUpload(formOf(), optionsFor('a'))).toBe('malformed')
  expect(await readUpload(formOf(new Blob(['x']), new Blob(['y'])), optionsFor('a'))).toBe('malformed')
  expect(await readUpload(formOf('a picture'), optionsFor('a'))).toBe('malformed')
  expect(await readUpload(new Request(url, { method: 'POST', body: '{}' }), optionsFor('a'))).toBe(
    'malformed',
  )
  expect(await readUpload(new Request(url, { method: 'POST' }), optionsFor('a'))).toBe('malformed')
  expect(await readUpload(streamed([new Uint8Array(9)]).request, optionsFor('a'))).toBe('malformed')
})

test('if bare files are allowed, a body that is not multipart is the file', async () => {
  const bytes = Uint8Array.from({ length: maxBytes }, (_, n) => n % 251)
  const bare = (body: BodyInit) => new Request(url, { method: 'PUT', body })
  const read = (request: Request) => readUpload(request, { ...optionsFor('a'), allowsBareFile: true })
  expect(await read(bare(bytes))).toEqual({ file: Buffer.from(bytes) })
  expect(await read(bare(new Blob([bytes, 'x'.repeat(20_000)])))).toBe('too_large')
  expect(await read(formOf(new Blob([bytes])))).toEqual({ file: bytes })
  expect(await read(formOf('a picture'))).toBe('malformed')
  expect(await read(new Request(url, { method: 'PUT' }))).toEqual({ file: new Uint8Array() })
})

test('an endless body is drained only up to a limit', async () => {
  const { request, read } = streamed(endless())
  expect(await readUpload(request, optionsFor('a'))).toBe('too_large')
  expect(read.bytes).toBeLessThan(10 * maxBytes)
})

test('a body that is declared far too large is not read', async () => {
  const { request, read } = streamed(endless())
  request.headers.set('content-length', '100000000')
  expect(await readUpload(request, optionsFor('a'))).toBe('too_large')
  expect(read.bytes).toBeLessThan(maxBytes)
})

test('one upload per sender, and a limited number in total', async () => {
  const waiting: (() => void)[] = []
  const slow = () => {
    const body = new ReadableStream({ start: (controller) => void waiting.push(() => controller.close()) })
    return new Request(url, { method: 'POST', body, duplex: 'half' } as RequestInit)
  }
  const first = readUpload(slow(), optionsFor('0'))
  await expect(readUpload(slow(), optionsFor('0'))).rejects.toThrow(TooBusy)
  const others = Array.from({ length: policy.uploadsAtOnce - 1 }, (_, n) =>
    readUpload(slow(), optionsFor(`${n + 1}`)),
  )
  await expect(readUpload(slow(), optionsFor('one more'))).rejects.toThrow(TooBusy)
  for (const end of waiting) end()
  expect(await Promise.all([first, ...others])).toEqual(Array(policy.uploadsAtOnce).fill('malformed'))
  expect(await readUpload(formOf(new Blob(['x'])), optionsFor('0'))).toMatchObject({
    file: expect.anything(),
  })
})

test('an upload cut off by a disconnect is malformed and leaves no timer', async () => {
  vi.useFakeTimers()
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
  })
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const request = new Request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
  expect(await readUpload(request, optionsFor('a'))).toBe('malformed')
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

test('a slow upload is cut off, also if the client disconnects at that moment', async () => {
  vi.useFakeTimers()
  const cancel = vi.fn(() => Promise.reject(new Error('disconnected')))
  const body = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}), cancel })
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const request = new Request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
  const upload = readUpload(request, optionsFor('a'))
  await vi.advanceTimersByTimeAsync(policy.uploadSeconds * 1_000)
  expect(await upload).toBe('malformed')
  expect(cancel).toHaveBeenCalled()
  vi.useRealTimers()
})
