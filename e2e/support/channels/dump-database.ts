import type { Pool } from 'pg'

/** Every row of every table as text; bytes as hexadecimal digits and as UTF-8. */
export async function dumpDatabase(database: Pool): Promise<string> {
  const { rows: tables } = await database.query<{ name: string }>(`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`)
  const texts: string[] = []
  for (const { name } of tables) {
    const { rows } = await database.query<object>(`SELECT * FROM ${name}`)
    texts.push(JSON.stringify(rows.map((row) => Object.values(row).map(readable))))
  }
  return texts.join('\n')
}

function readable(value: unknown): unknown {
  return Buffer.isBuffer(value) ? `${value.toString('hex')} ${value.toString('utf8')}` : value
}
