import { randomBytes } from 'node:crypto'
import { Contract } from './contract'

export interface DeviceAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

export function newLogin(): string {
  return `toto${randomBytes(5).toString('hex')}`
}

/** An app that uses the device dialect: it keeps its cookie, and checks every answer against the document. */
export class DeviceApp {
  cookie: string | null

  constructor(
    private readonly serverUrl: string,
    cookie: string | null = null,
  ) {
    this.cookie = cookie
  }

  get(path: string, headers: Record<string, string> = {}): Promise<DeviceAnswer> {
    return this.send('GET', path, undefined, headers)
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<DeviceAnswer> {
    return this.send('POST', path, typeof body === 'string' ? body : JSON.stringify(body), headers)
  }

  auth(body: object): Promise<DeviceAnswer> {
    return this.post('/auth', body)
  }

  async send(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string> = {},
  ): Promise<DeviceAnswer> {
    const response = await fetch(`${this.serverUrl}/api${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookie === null ? {} : { cookie: this.cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    const set = response.headers.get('set-cookie')
    if (set) this.cookie = set.split(';')[0] ?? null
    const text = await response.text()
    const contract = await Contract.cached(this.serverUrl, '/api/device')
    contract.checkDocumented(method, path.replace(/\?.*$/, ''), { status: response.status, text })
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} }
  }
}
