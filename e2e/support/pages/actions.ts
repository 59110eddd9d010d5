import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface BuiltAction {
  readonly id: string
  readonly name: string
  /** A page whose forms may call it. */
  readonly page: string
}

interface Manifest {
  readonly node: Record<string, { workers: Record<string, unknown>; exportedName: string }>
}

/** Every action of the build in `.next`, as anybody who reads its files finds them. */
export function builtActions(): BuiltAction[] {
  const file = path.join('.next', 'server', 'server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  return Object.entries(node).map(([id, { workers, exportedName }]) => ({
    id,
    name: exportedName,
    page: addressOf(Object.keys(workers)),
  }))
}

/** All files of the build that browsers receive, as one text. */
export function builtForBrowsers(): string {
  const folder = path.join('.next', 'static')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const texts = files.filter((name) => /\.(js|css|json|map|txt)$/.test(name))
  return texts.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n')
}

function addressOf(workers: readonly string[]): string {
  const pages = workers.filter((worker) => worker.endsWith('/page') && !worker.includes('gallery'))
  const [first = 'app/login/page'] = pages.toSorted()
  const address = first.replace(/^app|\/page$|\/\([^)]*\)/g, '').replace(/\/page$/, '')
  return address.replace('[ticket]', 'A'.repeat(43)) || '/'
}
