import { Channels, type Person } from '@/e2e/support/channels/channels'
import { postForm, readForm } from '@/e2e/support/channels/raw-form'
import { wordsOf } from '@/e2e/support/channels/words'
import { send } from '@/e2e/support/clients/send'
import { expect, test } from '@/e2e/support/fixtures/test'
import type { RequestChannel } from '@/lib/channels'
import { otherPassword, unique } from '@/lib/testing/accounts'

/** An attacker used an address before its owner, or has the owner's password: none of their access stays. */

const words = wordsOf('en')
const newPassword = otherPassword

/** Whether a secret is still valid in the channels that read one. */
async function isAnybody(channels: Channels, secret: string, owner: Person): Promise<boolean[]> {
  const cookie = { cookie: `authjs.session-token=${secret}` }
  const classic = await send(`${channels.url}/api/classic/auth/login`, {
    method: 'POST',
    headers: cookie,
    body: 'cookies=true',
  })
  const device = await channels.raw('device', 'signIn', { login: owner.username }, { secret })
  const ticket = await channels.do('ticket', 'changePassword', owner, { secret })
  const page = await send(`${channels.url}/edit-profile`, { headers: cookie })
  return [
    classic.text.includes('"status":1'),
    device.meaning === 'ok',
    ticket.meaning !== 'out',
    page.status === 200,
    ...(await channels.live([secret])),
  ]
}

const nobody = [false, false, false, false, false]

for (const channel of Channels.having('spendReset')) {
  test(`B02, B03: a reset in ${channel} ends the sessions, devices and push tokens of whoever registered the address first`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    const thief = channels.somebody()
    expect((await channels.do('classic', 'register', thief)).meaning).toBe('ok')
    const kept = [
      await channels.signIn('classic', thief),
      await channels.signIn('device', { ...thief, device: 'devA', more: { device_token: unique('push') } }),
    ]
    expect(await channels.live(kept)).toEqual([true, true])
    const tools = `${server.url}/api/password/tools?login=${thief.username}`
    expect((await send(tools)).text).toContain('"push"')

    const ticket = await channels.resetTicket(thief.email)
    expect((await channels.do(channel, 'spendReset', { ticket, newPassword })).meaning).toBe('ok')
    for (const secret of kept) expect(await isAnybody(channels, secret ?? '', thief)).toEqual(nobody)
    for (const every of ['classic', 'device', 'ticket', 'rest', 'pages'] as const)
      expect([every, (await channels.do(every, 'signIn', thief)).meaning]).toEqual([every, 'wrong'])
    const byDevice = await channels.do('device', 'signIn', { username: thief.username, device: 'devA' })
    expect(byDevice.text).toContain('100500')
    expect((await send(tools)).text).toBe('{"tools":{"email":true}}')
    expect(await channels.signIn('rest', { ...thief, password: newPassword })).not.toBeNull()
  })
}

test('B04: an address planted by a change gets no reset link, and its owner can reject it', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const thief = await channels.verified()
  const { email } = channels.somebody()
  const secret = await channels.signIn('classic', thief)
  expect((await channels.do('classic', 'changeEmail', { ...thief, email }, { secret })).meaning).toBe('ok')
  const planted = await channels.ticket(email, 'verify-email')
  for (const channel of Channels.having('askForReset').filter((each) => each !== 'device'))
    expect((await channels.do(channel, 'askForReset', { email })).meaning).toBe('ok')
  await expect.poll(async () => (await mailbox.list(email)).length).toBeGreaterThan(1)
  const mails = await mailbox.list(email)
  expect(mails.filter(({ text }) => text.includes('/reset/'))).toEqual([])
  expect(mails[0]?.text).toContain(thief.username)

  const chosen = await channels.ticket(email, 'verify-email')
  expect(chosen).not.toBe(planted)
  for (const channel of ['ticket', 'rest'] as const)
    for (const ticket of [planted, chosen])
      expect((await channels.do(channel, 'spendReset', { ticket, newPassword })).meaning).toBe('dead')
  expect((await channels.do('pages', 'disown', { ticket: chosen })).meaning).toBe('ok')
  for (const ticket of [planted, chosen])
    expect((await channels.do('ticket', 'confirm', { ticket })).meaning).toBe('dead')
  expect((await channels.do('classic', 'signIn', { ...thief, username: email })).meaning).toBe('wrong')

  const owner = { ...channels.somebody(), email }
  expect((await channels.do('classic', 'register', owner)).meaning).toBe('ok')
  const ticket = await channels.ticket(email, 'verify-email', mails)
  expect((await channels.do('rest', 'confirm', { ticket })).meaning).toBe('ok')
  expect(await channels.signIn('rest', owner)).not.toBeNull()
})

for (const channel of Channels.having('spendReset')) {
  test(`B04: a pending change of address is gone after the account's owner resets in ${channel}`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    const victim = await channels.verified()
    const { email } = channels.somebody()
    const secret = await channels.signIn('pages', victim)
    expect((await channels.do('pages', 'changeEmail', { ...victim, email }, { secret })).meaning).toBe('ok')
    const waiting = await channels.ticket(email, 'verify-email')
    const ticket = await channels.resetTicket(victim.email)
    expect((await channels.do(channel, 'spendReset', { ticket, newPassword })).meaning).toBe('ok')
    await expectTicketRefused(channels, waiting)
    expect(await channels.signIn('rest', { ...victim, password: newPassword })).not.toBeNull()
    expect(await channels.signIn('rest', { ...victim, email })).toBeNull()
  })
}

for (const proof of ['confirms', 'resets'] as const) {
  test(`B04: the owner takes the address back from a thief with the password, who ${proof} in the meantime`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    const victim = await channels.verified()
    const { email } = channels.somebody()
    const secret = await channels.signIn('classic', victim)
    expect((await channels.do('classic', 'changeEmail', { ...victim, email }, { secret })).meaning).toBe('ok')
    await channels.verify(email)
    if (proof === 'resets') {
      const ticket = await channels.resetTicket(email)
      const chosen = { ticket, newPassword: 'chosen by the thief' }
      expect((await channels.do('rest', 'spendReset', chosen)).meaning).toBe('ok')
    }
    const password = proof === 'resets' ? 'chosen by the thief' : victim.password
    const thief = { ...victim, email, password }
    const kept = await channels.everywhere(thief)
    expect(await channels.live(kept)).toEqual([true, true, true, true, true])

    await undo(channels, await channels.ticket(victim.email, 'reset'))
    expect(await channels.live(kept)).toEqual(nobody)
    expect(await channels.signIn('classic', thief)).toBeNull()
    expect(await channels.signIn('rest', { ...victim, password: newPassword })).not.toBeNull()
    expect(await channels.signIn('rest', { ...thief, password: newPassword })).toBeNull()
  })
}

/** The form of an undo link has another button. */
async function undo(channels: Channels, ticket: string): Promise<void> {
  const form = await readForm({ url: `${channels.url}/reset/${ticket}` }, words('newPassword.sendUndo'))
  expect((await postForm(form, { newPassword })).headers.get('location')).toContain('address_restored')
}

test('B06: the owner of an address that a stranger signed up with reads the name, and can reject it', async ({
  server,
  mailbox,
}) => {
  const channels = new Channels(server.url, mailbox)
  const thief = channels.somebody()
  expect((await channels.do('ticket', 'register', thief)).meaning).toBe('ok')
  const ticket = await channels.ticket(thief.email, 'verify-email')
  const mail = await mailbox.nextWithLink(thief.email, '/verify-email/')
  const page = await send(`${server.url}/verify-email/${ticket}`, { headers: { 'accept-language': 'en' } })
  for (const text of [mail.text, page.text]) expect(text).toContain(thief.username)
  expect(page.text).toContain(words('confirm.disownSend'))
  // The button alone proves access to the mailbox, not the choice of the password.
  expect((await channels.do('pages', 'confirm', { ticket })).meaning).toBe('wrong')
  expect((await channels.do('pages', 'disown', { ticket })).meaning).toBe('ok')
  await expectTicketRefused(channels, ticket)
  for (const channel of ['classic', 'ticket', 'rest', 'pages'] as const)
    expect((await channels.do(channel, 'signIn', thief)).meaning).toBe('wrong')
  const owner = { ...channels.somebody(), email: thief.email }
  expect((await channels.do('ticket', 'register', owner)).meaning).toBe('ok')
})

async function expectTicketRefused(channels: Channels, ticket: string): Promise<void> {
  const asked: readonly (readonly [RequestChannel, 'confirm' | 'spendReset'])[] = [
    ['ticket', 'confirm'],
    ['rest', 'confirm'],
    ['ticket', 'spendReset'],
    ['rest', 'spendReset'],
  ]
  for (const [channel, verb] of asked) {
    const { meaning } = await channels.do(channel, verb, { ticket, newPassword: 'chosen by a thief' })
    expect([channel, verb, meaning]).toEqual([channel, verb, 'dead'])
  }
}
