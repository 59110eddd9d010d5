import { createHash } from 'node:crypto'
import { type Query, readMigrations } from './migrations'

interface Row {
  readonly name: string
  readonly isDone: boolean
  readonly checksum: string
}

/** For servers. @throws Error with advice if the database has a migration that is unknown or different here */
export async function refuseNewerSchema(query: Query): Promise<void> {
  const mismatch = describeMismatch((await readRows(query)) ?? [])
  if (mismatch !== null)
    throw new Error(
      `This database is ${mismatch}. It was not changed. Start that release, or restore the backup that was made before it.`,
    )
}

/** For commands: they never migrate. @throws Error with advice unless exactly this release's migrations are done */
export async function requireCurrentSchema(query: Query): Promise<void> {
  const rows = await readRows(query)
  if (rows === null) throw new Error('This database has no Latchkey tables yet. Start the server once.')
  const mismatch = describeMismatch(rows)
  if (mismatch !== null)
    throw new Error(
      `This database is ${mismatch}. It was not changed. Run this command from the checkout that its server runs from.`,
    )
  const done = new Set(rows.filter(({ isDone }) => isDone).map(({ name }) => name))
  const missing = readMigrations().find(({ name }) => !done.has(name))
  if (missing)
    throw new Error(
      `This database is of an older release (${missing.name} is missing). It was not changed: only a server migrates. Run this command from the checkout that its server runs from, or start this one.`,
    )
}

function describeMismatch(rows: readonly Row[]): string | null {
  const ours = new Map(readMigrations().map(({ name, sql }) => [name, sql]))
  for (const { name, isDone, checksum } of rows) {
    const sql = ours.get(name)
    if (sql === undefined) return `of a newer release (${name}${isDone ? '' : ', started but not finished'})`
    // An unfinished migration of ours is run again with its current text.
    if (isDone && !isChecksumOf(checksum, sql)) return `of another release (its ${name} has a different text)`
  }
  return null
}

// Git may have changed the line endings.
function isChecksumOf(checksum: string, sql: string): boolean {
  const plain = sql.replaceAll('\r\n', '\n')
  return [plain, plain.replaceAll('\n', '\r\n')].some(
    (text) => createHash('sha256').update(text).digest('hex') === checksum,
  )
}

async function readRows(query: Query): Promise<Row[] | null> {
  const table = await query(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`)
  if (!(table.rows[0] as { there: boolean }).there) return null
  const { rows } = await query(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS "isDone", checksum
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows as Row[]
}
