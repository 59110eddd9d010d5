import { findOrInstallChromium, findOrInstallPgBouncer } from './support/run/browsers'
import { build, checkSources, runBrowserTests, runCore } from './support/run/parts'
import { inOwnFolder } from './support/run/report'
import { resultOfCheck } from './support/run/suite'

/** `npm test`: format, lint, types, build, core tests on both databases, and the browser. Ends with one count. */
await inOwnFolder(async (folder) => {
  const checked = await Promise.all([
    checkSources().then(async (results) => [...results, await build(folder)]),
    runCore('postgres', folder).then(async (result) => [result, await runCore('plain', folder)]),
    runCore('pglite', folder).then((result) => [result]),
    installBrowsers(),
  ])
  return [...checked.flat(), await runBrowserTests(folder)]
})

async function installBrowsers() {
  const browser = await findOrInstallChromium()
  await findOrInstallPgBouncer()
  return [resultOfCheck(browser)]
}
