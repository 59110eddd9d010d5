import { Client } from 'pg'

/** Does something on a connection of its own to a database, past the product, and hangs up whatever comes of it. */
export async function onDatabase<Answer>(
  url: string,
  act: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return await act(client).finally(() => client.end())
}
