import { isMainThread } from 'node:worker_threads'
import { PgBoss } from 'pg-boss'

/** Loaded into a server: its queue starts as if a minute had passed since the server before it was killed. */
if (isMainThread) {
  const { start } = PgBoss.prototype
  PgBoss.prototype.start = async function () {
    await start.call(this)
    const change = (statement) => this.getDb().executeSql(statement)
    await change("UPDATE queue.job SET heartbeat_on = heartbeat_on - interval '1 minute'")
    await change('UPDATE queue.queue SET monitor_on = NULL, monitor_claim_on = NULL')
    await this.supervise()
    await change("UPDATE queue.job SET start_after = now() WHERE state = 'retry'")
    return this
  }
}
