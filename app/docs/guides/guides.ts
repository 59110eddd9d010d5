import type { GuideName } from '@/components/docs/guide-names'
import { type Guide, readGuide } from '@/components/docs/read-guide'
import apps from './apps.md'
import benchmark from './benchmark.md'
import changes from './changes.md'
import develop from './develop.md'
import operate from './operate.md'
import pages from './pages.md'
import security from './security.md'

/** Every guide by its name. The texts are part of the build: a server reads no file for them. */
export const guides: Readonly<Record<GuideName, Guide>> = {
  apps: readGuide(apps),
  benchmark: readGuide(benchmark),
  changes: readGuide(changes),
  develop: readGuide(develop),
  operate: readGuide(operate),
  pages: readGuide(pages),
  security: readGuide(security),
}
