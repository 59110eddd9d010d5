/**
 * The part of React Native's global types that the client uses, copied from `src/types/globals.d.ts` of react-native
 * 0.87 (MIT, Meta Platforms). A string, because declarations would change the types of this project.
 */
export const reactNativeGlobals = `
declare function clearTimeout(handle: number | null | undefined): void
declare function setTimeout(handler: () => void, timeout: number): number
declare function setTimeout<Args extends any[]>(handler: (...args: Args) => void, timeout?: number, ...args: Args): number
declare function fetch(input: RequestInfo, init?: RequestInit): Promise<Response>

interface Body {
  readonly bodyUsed: boolean
  json(): Promise<any>
  text(): Promise<string>
}

interface Headers {
  append(name: string, value: string): void
  delete(name: string): void
  forEach(callbackfn: (value: string, key: string, parent: Headers) => void, thisArg?: any): void
  get(name: string): string | null
  has(name: string): boolean
  set(name: string, value: string): void
  entries(): IterableIterator<[string, string]>
  [Symbol.iterator](): IterableIterator<[string, string]>
}
declare var Headers: { prototype: Headers; new (init?: HeadersInit_): Headers }

interface RequestInit {
  body?: BodyInit_ | null | undefined
  credentials?: RequestCredentials_ | undefined
  headers?: HeadersInit_ | undefined
  integrity?: string | undefined
  keepalive?: boolean | undefined
  method?: string | undefined
  mode?: RequestMode_ | undefined
  referrer?: string | undefined
  window?: null | undefined
  signal?: AbortSignal | undefined
}

interface Request extends Object, Body {
  readonly credentials: RequestCredentials_
  readonly headers: Headers
  readonly method: string
  readonly mode: RequestMode_
  readonly url: string
  readonly signal: AbortSignal
}
type RequestInfo = Request | string

interface Response extends Object, Body {
  readonly headers: Headers
  readonly ok: boolean
  readonly status: number
  readonly statusText: string
  readonly url: string
}

type BodyInit_ = ArrayBuffer | string | null
type HeadersInit_ = [string, string][] | Record<string, string> | Headers
type RequestCredentials_ = 'omit' | 'same-origin' | 'include'
type RequestMode_ = 'navigate' | 'same-origin' | 'no-cors' | 'cors'

declare class AbortSignal {
  constructor()
  readonly aborted: boolean
  readonly reason: any
  addEventListener: (
    type: 'abort',
    listener: (this: AbortSignal, event: any) => any,
    options?: boolean | { capture?: boolean | undefined; once?: boolean | undefined; passive?: boolean | undefined },
  ) => void
  removeEventListener: (
    type: 'abort',
    listener: (this: AbortSignal, event: any) => any,
    options?: boolean | { capture?: boolean | undefined },
  ) => void
}

declare class AbortController {
  constructor()
  readonly signal: AbortSignal
  abort(reason?: any): void
}
`
