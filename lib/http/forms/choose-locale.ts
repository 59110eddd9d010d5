import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { ownPath, refuseCrossSite } from '@/lib/http/origin'
import { rememberLocale } from './locale-cookie'

/** Answers the language switch: keeps the choice and goes back to the page it was made on. */
export async function chooseLocale(data: FormData): Promise<void> {
  if (refuseCrossSite(await headers())) return
  await rememberLocale(String(data.get('locale')))
  redirect(ownPath(String(data.get('path') ?? '/')))
}
