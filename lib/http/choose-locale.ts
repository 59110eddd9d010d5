import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { config } from '@/lib/config'
import { rememberLocale } from './locale-cookie'
import { isCrossSite } from './origin'

/** Answers the language switch: keeps the choice and goes back to the page it was made on. */
export async function chooseLocale(data: FormData): Promise<void> {
  if (isCrossSite(await headers())) return
  await rememberLocale(String(data.get('locale')))
  redirect(ownPath(String(data.get('path') ?? '/')))
}

/** A path of ours, whatever the text says: what leads to another origin, or nowhere, leads home. */
export function ownPath(text: string): string {
  const { appUrl } = config()
  if (!URL.canParse(text, appUrl)) return '/'
  const url = new URL(text, appUrl)
  return url.origin === appUrl && url.pathname.startsWith('/') && !url.pathname.startsWith('//')
    ? `${url.pathname}${url.search}`
    : '/'
}
