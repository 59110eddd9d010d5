import { Client } from 'pg'

export async function onDatabase<Answer>(
  url: string,
  act: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return await act(client).finally(() => client.end())
}
