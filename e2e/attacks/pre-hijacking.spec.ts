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
async function isValidSecret(channels: Channels, secret: string, owner: Person): Promise<boolean[]> {
  const cookie = { cookie: `authjs.session-token=${secret}` }
  const classic = await send(`${channels.url}/api/classic/auth/login`, {
    method: 'POST',
    headers: cookie,
    body: 'cookies=true',
  })
  const device = await channels.sendBody('device', 'signIn', { login: owner.username }, { secret })
  const ticket = await channels.send('ticket', 'changePassword', owner, { secret })
  const page = await send(`${channels.url}/edit-profile`, { headers: cookie })
  return [
    classic.text.includes('"status":1'),
    device.outcome === 'ok',
    ticket.outcome !== 'out',
    page.status === 200,
    ...(await channels.areLive([secret])),
  ]
}

const allInvalid = [false, false, false, false, false]

for (const channel of Channels.supporting('spendReset')) {
  test(`B02, B03: a reset in ${channel} ends the sessions, devices and push tokens of whoever registered the address first`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    const thief = channels.newPerson()
    expect((await channels.send('classic', 'register', thief)).outcome).toBe('ok')
    const sessions = [
      await channels.signIn('classic', thief),
      await channels.signIn('device', { ...thief, device: 'devA', more: { device_token: unique('push') } }),
    ]
    expect(await channels.areLive(sessions)).toEqual([true, true])
    const tools = `${server.url}/api/password/tools?login=${thief.username}`
    expect((await send(tools)).text).toContain('"push"')

    const ticket = await channels.requestResetTicket(thief.email)
    expect((await channels.send(channel, 'spendReset', { ticket, newPassword })).outcome).toBe('ok')
    for (const secret of sessions)
      expect(await isValidSecret(channels, secret ?? '', thief)).toEqual(allInvalid)
    for (const every of ['classic', 'device', 'ticket', 'rest', 'pages'] as const)
      expect([every, (await channels.send(every, 'signIn', thief)).outcome]).toEqual([every, 'wrong'])
    const byDevice = await channels.send('device', 'signIn', { username: thief.username, device: 'devA' })
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
  const thief = await channels.newVerifiedPerson()
  const { email } = channels.newPerson()
  const secret = await channels.signIn('classic', thief)
  expect((await channels.send('classic', 'changeEmail', { ...thief, email }, { secret })).outcome).toBe('ok')
  const planted = await channels.readTicket(email, 'verify-email')
  for (const channel of Channels.supporting('askForReset').filter((each) => each !== 'device'))
    expect((await channels.send(channel, 'askForReset', { email })).outcome).toBe('ok')
  await expect.poll(async () => (await mailbox.list(email)).length).toBeGreaterThan(1)
  const mails = await mailbox.list(email)
  expect(mails.filter(({ text }) => text.includes('/reset/'))).toEqual([])
  expect(mails[0]?.text).toContain(thief.username)

  const chosen = await channels.readTicket(email, 'verify-email')
  expect(chosen).not.toBe(planted)
  for (const channel of ['ticket', 'rest'] as const)
    for (const ticket of [planted, chosen])
      expect((await channels.send(channel, 'spendReset', { ticket, newPassword })).outcome).toBe('dead')
  expect((await channels.send('pages', 'disown', { ticket: chosen })).outcome).toBe('ok')
  for (const ticket of [planted, chosen])
    expect((await channels.send('ticket', 'confirm', { ticket })).outcome).toBe('dead')
  expect((await channels.send('classic', 'signIn', { ...thief, username: email })).outcome).toBe('wrong')

  const owner = { ...channels.newPerson(), email }
  expect((await channels.send('classic', 'register', owner)).outcome).toBe('ok')
  const ticket = await channels.readTicket(email, 'verify-email', mails)
  expect((await channels.send('rest', 'confirm', { ticket })).outcome).toBe('ok')
  expect(await channels.signIn('rest', owner)).not.toBeNull()
})

for (const channel of Channels.supporting('spendReset')) {
  test(`B04: a pending change of address is gone after the account's owner resets in ${channel}`, async ({
    server,
    mailbox,
  }) => {
    const channels = new Channels(server.url, mailbox)
    const victim = await channels.newVerifiedPerson()
    const { email } = channels.newPerson()
    const secret = await channels.signIn('pages', victim)
    expect((await channels.send('pages', 'changeEmail', { ...victim, email }, { secret })).outcome).toBe('ok')
    const waiting = await channels.readTicket(email, 'verify-email')
    const ticket = await channels.requestResetTicket(victim.email)
    expect((await channels.send(channel, 'spendReset', { ticket, newPassword })).outcome).toBe('ok')
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
    const victim = await channels.newVerifiedPerson()
    const { email } = channels.newPerson()
    const secret = await channels.signIn('classic', victim)
    expect((await channels.send('classic', 'changeEmail', { ...victim, email }, { secret })).outcome).toBe(
      'ok',
    )
    await channels.verify(email)
    if (proof === 'resets') {
      const ticket = await channels.requestResetTicket(email)
      const chosen = { ticket, newPassword: 'chosen by the thief' }
      expect((await channels.send('rest', 'spendReset', chosen)).outcome).toBe('ok')
    }
    const password = proof === 'resets' ? 'chosen by the thief' : victim.password
    const thief = { ...victim, email, password }
    const sessions = await channels.signInEverywhere(thief)
    expect(await channels.areLive(sessions)).toEqual([true, true, true, true, true])

    await undo(channels, await channels.readTicket(victim.email, 'reset'))
    expect(await channels.areLive(sessions)).toEqual(allInvalid)
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
  const thief = channels.newPerson()
  expect((await channels.send('ticket', 'register', thief)).outcome).toBe('ok')
  const ticket = await channels.readTicket(thief.email, 'verify-email')
  const mail = await mailbox.nextWithLink(thief.email, '/verify-email/')
  const page = await send(`${server.url}/verify-email/${ticket}`, { headers: { 'accept-language': 'en' } })
  for (const text of [mail.text, page.text]) expect(text).toContain(thief.username)
  expect(page.text).toContain(words('confirm.disownSend'))
  // The button alone proves access to the mailbox, not the choice of the password.
  expect((await channels.send('pages', 'confirm', { ticket })).outcome).toBe('wrong')
  expect((await channels.send('pages', 'disown', { ticket })).outcome).toBe('ok')
  await expectTicketRefused(channels, ticket)
  for (const channel of ['classic', 'ticket', 'rest', 'pages'] as const)
    expect((await channels.send(channel, 'signIn', thief)).outcome).toBe('wrong')
  const owner = { ...channels.newPerson(), email: thief.email }
  expect((await channels.send('ticket', 'register', owner)).outcome).toBe('ok')
})

async function expectTicketRefused(channels: Channels, ticket: string): Promise<void> {
  const attempts: readonly (readonly [RequestChannel, 'confirm' | 'spendReset'])[] = [
    ['ticket', 'confirm'],
    ['rest', 'confirm'],
    ['ticket', 'spendReset'],
    ['rest', 'spendReset'],
  ]
  for (const [channel, operation] of attempts) {
    const { outcome } = await channels.send(channel, operation, { ticket, newPassword: 'chosen by a thief' })
    expect([channel, operation, outcome]).toEqual([channel, operation, 'dead'])
  }
}
