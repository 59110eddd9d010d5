import { expect, type Locator, type Page } from '@playwright/test'
import sharp from 'sharp'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { button, expectFault, field, fill, section } from '@/e2e/support/pages/page-form'
import { fieldLimits } from '@/lib/rules'
import { colourAt, phonePhoto, pngBomb, redAndBlue } from '@/lib/testing/pictures'

const words = wordsOf('en')
const sizes = {
  megabytes: fieldLimits.pictureMaxBytes / 1024 ** 2,
  megapixels: fieldLimits.pictureMaxPixels / 1e6,
  side: fieldLimits.pictureMinSide,
}

const part = (page: Page) => section(page, words('profile.pictureTitle'))
const input = (page: Page) => field(part(page), words('profile.pictureNew'))
const shown = (page: Page) => part(page).getByRole('img', { name: words('profile.pictureAlt'), exact: true })
const atTop = (page: Page) => page.getByRole('main').locator('img').first()
const send = (page: Page) => button(part(page), words('profile.pictureSend'))
const remove = (page: Page) => button(part(page), words('profile.pictureRemove'))

const news = (page: Page, sentence: string) => part(page).getByRole('status').filter({ hasText: sentence })

const file = (buffer: Buffer, name = 'me.jpg', mimeType = 'image/jpeg') => ({ name, mimeType, buffer })

/** The bytes of an image on the page, as a browser without a session gets them. */
async function bytesOf(image: Locator): Promise<Buffer> {
  const address = await image.evaluate((element) => (element as HTMLImageElement).src)
  return Buffer.from(await (await fetch(address)).arrayBuffer())
}

async function isDrawn(image: Locator): Promise<boolean> {
  return await image.evaluate((element) => (element as HTMLImageElement).naturalWidth > 0)
}

// A trace's snapshots fetch the page's blob: images, which its policy blocks.
test.use({ trace: 'off' })

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('a picture is chosen, shown on the page and in apps, replaced and removed', async ({
      page,
      context,
      people,
      server,
    }) => {
      const person = await people.signedIn(context)
      await page.goto('/edit-profile')
      const initials = await shown(page).getAttribute('src')
      expect(initials).toMatch(/^\/avatars\/default-\d-41\.png$/)
      await expect(remove(page)).toBeHidden()

      await input(page).setInputFiles(file(await phonePhoto()))
      await send(page).click()
      await expect(part(page).getByRole('status').first()).toHaveText(words('done.picture_saved'))
      await expect(shown(page)).toHaveAttribute('src', /^\/avatars\/[0-9a-f-]{36}\.jpg$/)
      const first = await shown(page).getAttribute('src')
      await expect(atTop(page)).toHaveAttribute('src', String(first))
      await expect.poll(() => isDrawn(atTop(page))).toBe(true)
      const jpeg = await bytesOf(shown(page))
      expect([await colourAt(jpeg, 0.5, 0), await colourAt(jpeg, 0.5, 1)]).toEqual(['red', 'blue'])
      expect(await avatarOf(server.url, person)).toBe(server.url + first)

      await page.goto('/edit-profile')
      await input(page).setInputFiles(file(await redAndBlue().png().toBuffer(), 'me.png', 'image/png'))
      await send(page).click()
      await expect(part(page).getByRole('status').first()).toHaveText(words('done.picture_saved'))
      await expect(shown(page)).not.toHaveAttribute('src', String(first))
      expect((await fetch(server.url + first)).status).toBe(404)

      await remove(page).click()
      await expect(part(page).getByText(words('done.picture_removed'))).toBeVisible()
      await expect(part(page).getByText(words('done.picture_saved'))).toBeHidden()
      await expect(shown(page)).toHaveAttribute('src', String(initials))
      await expect(remove(page)).toBeHidden()
    })

    test('an invalid file is rejected at its field, with what to do', async ({ page, context, people }) => {
      await people.signedIn(context)
      await page.goto('/edit-profile')
      const before = await shown(page).getAttribute('src')
      const rejected = [
        [[], words('faults.picture_missing')],
        [file(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), words('faults.picture_unreadable')],
        [file((await phonePhoto()).subarray(0, 900)), words('faults.picture_unreadable')],
        [file(await redAndBlue(40, 40).jpeg().toBuffer()), words('faults.picture_too_small', sizes)],
        [file(pngBomb(5_700)), words('faults.picture_too_many_pixels', sizes)],
        [file(Buffer.alloc(fieldLimits.pictureMaxBytes + 1, 0xff)), words('faults.picture_too_large', sizes)],
      ] as const
      for (const [files, fault] of rejected) {
        await input(page).setInputFiles(files)
        await send(page).click()
        await expectFault(input(page), fault)
        await expect(input(page)).toBeFocused()
        await expect(part(page).getByText(words('done.picture_saved'))).toBeHidden()
      }
      await page.goto('/edit-profile')
      await expect(shown(page)).toHaveAttribute('src', String(before))
    })
  })
}

async function avatarOf(serverUrl: string, { address, password }: { address: string; password: string }) {
  const body = JSON.stringify({ email: address, password })
  const answer = await fetch(`${serverUrl}/api/rest/auth/login`, { method: 'POST', body })
  return ((await answer.json()) as { user: { avatar: string } }).user.avatar
}

test('the chosen file is shown before it is sent; the other forms keep their input', async ({
  page,
  context,
  people,
}) => {
  await people.signedIn(context)
  await page.goto('/edit-profile')
  const details = section(page, words('profile.detailsTitle'))
  await fill(details, { [words('fields.firstName')]: 'Ada', [words('fields.region')]: 'www.wrong' })
  const preview = part(page).getByRole('img', { name: words('profile.picturePreview') })
  await input(page).setInputFiles(file(await redAndBlue().jpeg().toBuffer()))
  await expect(preview).toBeVisible()
  await expect.poll(() => isDrawn(preview)).toBe(true)
  await expect(part(page).getByText(words('profile.pictureUnsaved'))).toBeVisible()
  await input(page).setInputFiles(file(Buffer.from('no picture')))
  await expect(preview).toBeHidden()
  await send(page).click()
  await expectFault(input(page), words('faults.picture_unreadable'))
  await input(page).setInputFiles(file(await redAndBlue().jpeg().toBuffer()))
  await send(page).click()
  await expect(part(page).getByText(words('done.picture_saved'))).toBeVisible()
  await expect(preview).toBeHidden()
  await expect(input(page)).toHaveValue('')
  await expect(shown(page)).toHaveAttribute('src', /\.jpg$/)
  await expect(field(details, words('fields.firstName'))).toHaveValue('Ada')
  await expect(field(details, words('fields.region'))).toHaveValue('www.wrong')
})

test('an invalid file is reported when it is chosen, is not shown and never sent', async ({
  page,
  context,
  people,
}) => {
  await people.signedIn(context)
  let sent = 0
  page.on('request', (request) => {
    if (request.method() === 'POST') sent++
  })
  await page.goto('/edit-profile')
  await expect(input(page)).toHaveAttribute('accept', 'image/jpeg,image/png,image/webp,image/gif')
  const preview = part(page).getByRole('img', { name: words('profile.picturePreview') })
  const good = file(await redAndBlue().jpeg().toBuffer())
  const avif = await redAndBlue(200, 200).avif({ effort: 0 }).toBuffer()
  const heic = Buffer.concat([Buffer.from('0000001866747970', 'hex'), Buffer.from('heic'), Buffer.alloc(99)])
  const rejected = [
    [file(avif, 'me.avif', 'image/avif'), words('faults.picture_unreadable')],
    [file(avif, 'me.jpg', 'image/jpeg'), words('faults.picture_unreadable')],
    [file(heic, 'IMG_1.HEIC', 'image/heic'), words('faults.picture_unreadable')],
    [file(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), words('faults.picture_unreadable')],
    [file(await redAndBlue(40, 400).png().toBuffer()), words('faults.picture_too_small', sizes)],
    [file(pngBomb(5_700)), words('faults.picture_too_many_pixels', sizes)],
    [file(Buffer.alloc(fieldLimits.pictureMaxBytes + 1, 0xff)), words('faults.picture_too_large', sizes)],
  ] as const
  for (const [bad, fault] of rejected) {
    await input(page).setInputFiles(bad)
    await expectFault(input(page), fault)
    await expect(part(page).getByRole('alert')).toHaveText(fault)
    await expect(preview).toBeHidden()
    await send(page).click()
    await expect(input(page)).toBeFocused()
    await expectFault(input(page), fault)
    await input(page).setInputFiles(good)
    await expect(preview).toBeVisible()
    await expect(input(page)).toHaveAttribute('aria-invalid', 'false')
  }
  expect(sent).toBe(0)
})

test('while a picture is sent the button shows it and sends nothing twice', async ({
  page,
  context,
  people,
}) => {
  await people.signedIn(context)
  await page.goto('/edit-profile')
  let sent = 0
  let pass = () => {}
  const held = new Promise<void>((resolve) => {
    pass = resolve
  })
  await page.route('**/edit-profile/picture?*', async (route) => {
    sent++
    await held
    await route.continue()
  })
  await input(page).setInputFiles(file(await redAndBlue().jpeg().toBuffer()))
  await send(page).click()
  const busy = button(part(page), words('profile.pictureSending'))
  await expect(busy).toHaveAttribute('aria-disabled', 'true')
  await busy.click({ force: true })
  pass()
  await expect(part(page).getByText(words('done.picture_saved'))).toBeVisible()
  expect(sent).toBe(1)
})

test('without a network the form says so and keeps the file', async ({ page, context, people }) => {
  await people.signedIn(context)
  await page.goto('/edit-profile')
  await input(page).setInputFiles(file(await redAndBlue().jpeg().toBuffer()))
  await context.setOffline(true)
  await send(page).click()
  await expect(part(page).getByRole('alert')).toHaveText(words('unanswered.unreachable'))
  await expect(part(page).getByRole('alert')).toBeFocused()
  await context.setOffline(false)
  await send(page).click()
  await expect(part(page).getByText(words('done.picture_saved'))).toBeVisible()
})

test('everything works with the keyboard', async ({ page, context, people }) => {
  await people.signedIn(context)
  // Before the page is opened: the browser takes a moment to enable file chooser events.
  const chooser = page.waitForEvent('filechooser')
  await page.goto('/edit-profile')
  await input(page).focus()
  await page.keyboard.press('Enter')
  await (await chooser).setFiles(file(await redAndBlue().jpeg().toBuffer()))
  await page.keyboard.press('Tab')
  await expect(send(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(news(page, words('done.picture_saved'))).toBeFocused()
  await remove(page).focus()
  await page.keyboard.press('Enter')
  await expect(news(page, words('done.picture_removed'))).toBeFocused()
})

test.describe('in Russian', () => {
  test.use({ locale: 'ru-RU' })

  test('a rejected file is explained in Russian', async ({ page, context, people, words: russian }) => {
    await people.signedIn(context)
    await page.goto('/edit-profile')
    const own = section(page, russian('profile.pictureTitle'))
    const tiny = file(await redAndBlue(20, 20).jpeg().toBuffer())
    await field(own, russian('profile.pictureNew')).setInputFiles(tiny)
    await button(own, russian('profile.pictureSend')).click()
    await expect(own.getByText(russian('faults.picture_too_small', sizes))).toBeVisible()
  })
})

test('a form from another site, or without a session, sets no picture', async ({ server, people }) => {
  const person = await people.verified()
  const cookie = `authjs.session-token=${await people.newSession(person)}`
  const body = new FormData()
  body.append('picture', new Blob([new Uint8Array(await phonePhoto())]), 'me.jpg')
  const post = async (headers: Record<string, string>, query = '') => {
    const json = { accept: 'application/json', ...headers }
    const answer = await fetch(`${server.url}/edit-profile/picture${query}`, {
      method: 'POST',
      body,
      headers: json,
    })
    return ((await answer.json()) as { code: string | null }).code
  }
  const site = 'sec-fetch-site'
  expect(await post({ cookie, origin: 'https://evil.example', [site]: 'cross-site' })).toBe('cross_site')
  expect(await post({ cookie, origin: 'null' })).toBe('cross_site')
  expect(await post({ [site]: 'same-origin' })).toBe('signed_out')
  expect(await avatarOf(server.url, person)).toContain('/avatars/default-')
  const own = { cookie, origin: server.url, [site]: 'same-origin' }
  for (const query of ['?drawnFor=%ff', '?%c0%ae=x', '?drawnFor=a%ED%A0%80'])
    expect(await post(own, query)).toBe('malformed')
  expect(await avatarOf(server.url, person)).toContain('/avatars/default-')
  expect(await post(own)).toBeNull()
  expect(await avatarOf(server.url, person)).toMatch(/\.jpg$/)
})

test('a picture is served as one and as nothing else, to everybody, and cached permanently', async ({
  page,
  context,
  people,
  server,
}) => {
  await people.signedIn(context)
  await page.goto('/edit-profile')
  const initials = String(await shown(page).getAttribute('src'))
  await input(page).setInputFiles(file(await redAndBlue().jpeg().toBuffer()))
  await send(page).click()
  await expect(shown(page)).toHaveAttribute('src', /\.jpg$/)
  const chosen = String(await shown(page).getAttribute('src'))
  for (const [path, type, name] of [
    [chosen, 'image/jpeg', 'avatar.jpg'],
    [initials, 'image/png', 'avatar.png'],
  ] as const) {
    const answer = await fetch(server.url + path)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'content-disposition': `inline; filename="${name}"`,
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=31536000, immutable',
    })
    expect(answer.headers.has('set-cookie')).toBe(false)
    const format = (await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).format
    expect(`image/${format}`).toBe(type)
  }
  for (const path of [
    '/avatars/none.jpg',
    '/avatars/default-9.png',
    '/avatars/%2e%2e%2fsecret',
    '/avatars/%00',
  ])
    expect((await fetch(server.url + path)).status, path).toBe(404)
})
