import {
  request as ask,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { buffer } from 'node:stream/consumers'
import { builtActions } from '@/e2e/support/pages/actions'
import { freePort } from '@/lib/testing/servers/free-port'

/** A forwarded form: which server rendered its page, which answered, and with which status. */
interface ForwardedForm {
  readonly action: string
  readonly renderedBy: number
  readonly answeredBy: number
  readonly status: number
}

/** A balancer that sends each request to the next server, and a form to one that did not render its page. */
export class RoundRobin {
  /** The forms so far that call an action. */
  readonly forms: ForwardedForm[] = []
  private turn = 0
  private readonly renderedBy = new Map<string, number>()
  private readonly actionNames = new Map(builtActions().map(({ id, name }) => [id, name]))

  private constructor(
    readonly port: number,
    private readonly server: Server,
    private targets: readonly number[] = [],
  ) {}

  static async start(): Promise<RoundRobin> {
    const server = createServer()
    const balancer = new RoundRobin(await freePort(), server)
    server.on('request', (request, response) => void balancer.pass(request, response))
    await new Promise<void>((resolve) => server.listen(balancer.port, '127.0.0.1', resolve))
    return balancer
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  setTargets(...ports: number[]): void {
    this.targets = ports
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers, url: path = '/' } = request
    const page = path.replace(/\?.*/s, '')
    const renderedBy = this.renderedBy.get(page) ?? -1
    const isForm = method === 'POST' && renderedBy >= 0
    const answeredBy = (isForm ? renderedBy + 1 : this.turn++) % this.targets.length
    this.renderedBy.set(page, answeredBy)
    const body = await buffer(request)
    const port = this.targets[answeredBy]
    const onward = ask({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      const { statusCode: status = 0 } = answer
      const action = actionIn(request, body)
      if (action)
        this.forms.push({ action: this.actionNames.get(action) ?? action, renderedBy, answeredBy, status })
      response.writeHead(status, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    onward.end(body)
  }
}

/** The id of the action that a form calls: in a header with script, in the fields without. */
function actionIn({ headers }: IncomingMessage, body: Buffer): string | undefined {
  const inFields = /(?:\$ACTION_ID_|\{"id":")([0-9a-f]{42})/.exec(body.toString('latin1'))?.[1]
  return headers['next-action']?.toString() ?? inFields
}
