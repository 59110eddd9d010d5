import type { ServerResponse } from 'node:http'

/** Changes the status of an answer at the last moment, when all its other headers may still be changed too. */
export function mendStatus(response: ServerResponse, mended: (status: number) => number): void {
  const writeHead = response.writeHead.bind(response)
  response.writeHead = ((status: number, ...more: []) =>
    writeHead(mended(status), ...more)) as ServerResponse['writeHead']
}
