import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'

/** Every row of every table of a stopped server's embedded database, as text; bytes as hexadecimal digits and as UTF-8. */
export async function dumpDatabase(dataFolder: string): Promise<string> {
  const database = await PGlite.create(path.join(dataFolder, 'db'))
  const { rows: tables } = await database.query<{ name: string }>(`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`)
  const texts: string[] = []
  for (const { name } of tables) {
    const { rows } = await database.query<object>(`SELECT * FROM ${name}`)
    texts.push(JSON.stringify(rows, readable))
  }
  await database.close()
  return texts.join('\n')
}

function readable(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array)
    return `${Buffer.from(value).toString('hex')} ${Buffer.from(value).toString('utf8')}`
  return typeof value === 'bigint' ? String(value) : value
}
