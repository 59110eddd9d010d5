import { readdirSync } from 'node:fs'
import path from 'node:path'
import { processWide } from '@/lib/process/process-wide'
import { pathOf } from './request-path'

interface Route {
  readonly pattern: string
  readonly matches: RegExp
}

/** Such as `/reset/[ticket]`. Unknown paths share one pattern, so that clients cannot create metric labels. */
export function routePattern(url: string): string {
  const address = pathOf(url).replace(/(?<=.)\/$/, '')
  if (address.startsWith('/_next/')) return '/_next'
  return routes().find(({ matches }) => matches.test(address))?.pattern ?? 'none'
}

/** From the folders under `app`: static routes first, catch-all routes last. */
function routes(): readonly Route[] {
  return processWide('routes', () => {
    const files = readdirSync(path.resolve('app'), { recursive: true, encoding: 'utf8' })
    const serving = files.filter((file) => /(^|[/\\])(page|route)\.tsx?$/.test(file))
    return serving
      .map(routeAt)
      .sort((a, b) => rank(a.pattern) - rank(b.pattern) || b.pattern.length - a.pattern.length)
  })
}

function routeAt(file: string): Route {
  const names = path.dirname(file).split(path.sep)
  const segments = names.filter((name) => name !== '.' && !name.startsWith('('))
  const source = segments.map(segmentSource).join('')
  return { pattern: `/${segments.join('/')}`, matches: new RegExp(`^${source || '/'}$`) }
}

function segmentSource(segment: string): string {
  if (segment.startsWith('[[...')) return '(/.*)?'
  if (segment.startsWith('[...')) return '/.+'
  if (segment.startsWith('[')) return '/[^/]+'
  return `/${segment.replaceAll('.', '\\.')}`
}

function rank(pattern: string): number {
  if (pattern.includes('[...') || pattern.includes('[[...')) return 2
  return pattern.includes('[') ? 1 : 0
}
