import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import type { Client, ClientOptions } from '@/lib/client/client'
import type { State } from '@/lib/client/state'
import { freePort } from '@/lib/testing/servers/free-port'

type Options = Pick<ClientOptions, 'baseUrl' | 'session'>
type PersonCalls = Pick<Client, 'enter' | 'setUser' | 'tools' | 'requestPassword' | 'signOut' | 'resume'>

/** The page of a web app: the compiled client, and the browser's own storage. */
const page = `<!doctype html><meta charset="utf-8"><title>App</title><script type="module">
import { createClient } from './client'
const storage = { get: () => localStorage.getItem('account'), set: (json) => localStorage.setItem('account', json) }
localStorage.deviceId ??= crypto.randomUUID()
window.openClient = (options) => {
  window.client = createClient({ ...options, storage, deviceId: localStorage.deviceId, keepPassword: true })
}
</script>`

/** Serves that page on one local port, which is several origins by its host names. */
export class WebAppServer {
  readonly origins: { readonly localhost: string; readonly address: string }
  private constructor(
    port: number,
    readonly stop: () => Promise<void>,
  ) {
    this.origins = { localhost: `http://localhost:${port}`, address: `http://127.0.0.1:${port}` }
  }

  static async start(): Promise<WebAppServer> {
    const folder = await compileClient()
    const listener = createServer(async ({ url = '/' }, answer) => {
      const name = /^\/([a-z-]+)$/.exec(url)?.[1]
      if (!name) return answer.setHeader('content-type', 'text/html').end(page)
      const script = await readFile(path.join(folder, `${name}.js`)).catch(() => null)
      answer.writeHead(script ? 200 : 404, { 'content-type': 'text/javascript' }).end(script)
    })
    const port = await freePort()
    await new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve))
    return new WebAppServer(port, async () => {
      listener.closeAllConnections()
      await new Promise((resolve) => listener.close(resolve))
      await rm(folder, { recursive: true })
    })
  }
}

/** An app in a browser: its page performs the user's actions. */
export class WebApp {
  readonly client: PersonCalls = {
    enter: (input) => this.do('enter', input),
    setUser: (fields) => this.do('setUser', fields),
    tools: (login) => this.do('tools', login),
    requestPassword: (input) => this.do('requestPassword', input),
    signOut: () => this.do('signOut'),
    resume: () => this.do('resume'),
  }

  private constructor(
    private readonly page: Page,
    private readonly origin: string,
    private readonly options: Options,
  ) {}

  static async open(page: Page, origin: string, options: Options): Promise<WebApp> {
    const app = new WebApp(page, origin, options)
    await app.start()
    return app
  }

  async restart(): Promise<void> {
    await this.start()
    await this.client.resume()
  }

  state(): Promise<State> {
    return this.page.evaluate(() => Reflect.get(window, 'client').state)
  }

  /** The user that the server reports, or the status. */
  whoAmI(): Promise<unknown> {
    return this.page.evaluate(async () => {
      const answer = await Reflect.get(window, 'client').call('/account')
      return answer.ok ? (await answer.json()).account : answer.status
    })
  }

  async stored(): Promise<string> {
    return String(await this.page.evaluate(() => localStorage.getItem('account')))
  }

  private async start(): Promise<void> {
    await this.page.goto(`${this.origin}/`)
    await this.page.waitForFunction(() => 'openClient' in window)
    await this.page.evaluate((options) => Reflect.get(window, 'openClient')(options), this.options)
  }

  private do<Name extends keyof PersonCalls>(
    name: Name,
    ...input: Parameters<PersonCalls[Name]>
  ): ReturnType<PersonCalls[Name]> {
    const answer = this.page.evaluate(
      ([call, ...given]) => Reflect.get(window, 'client')[String(call)](...given),
      [name, ...input],
    )
    return answer as ReturnType<PersonCalls[Name]>
  }
}

/** Compiles the client like a bundler, but file by file. */
async function compileClient(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-web-app-'))
  const compilerOptions = {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2023', 'dom'],
    types: [],
    rootDir: path.resolve('lib/client'),
    outDir: folder,
  }
  const project = { compilerOptions, files: [path.resolve('lib/client/client.ts')] }
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(project))
  await promisify(execFile)(process.execPath, [path.resolve('node_modules/typescript/bin/tsc'), '-p', folder])
  return folder
}
