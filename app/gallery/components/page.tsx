import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { framedAddress } from '@/app/gallery/address'
import { components } from '@/app/gallery/samples/components'

/** A short address for the components. */
export default async function ComponentsPage(): Promise<never> {
  const look = { locale: await getLocale(), theme: 'light' } as const
  redirect(framedAddress(look, 'desktop', { subject: components, entry: 'usual' }))
}
