import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { refuseCrossSite, sameOriginPath } from '@/lib/http/origin'
import { rememberLocale } from './locale-cookie'

export async function chooseLocale(data: FormData): Promise<void> {
  if (refuseCrossSite(await headers())) return
  await rememberLocale(String(data.get('locale')))
  redirect(sameOriginPath(String(data.get('path') ?? '/')))
}
