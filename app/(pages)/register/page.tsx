import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { RegisterView } from '@/components/views/register-view'
import { passwordMinLength } from '@/lib/account/check-password'
import { pageCaller } from '@/lib/http/caller'
import { register } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('register')
  return { title: t('title') }
}

export default async function RegisterPage() {
  const caller = await pageCaller()
  if (caller.kind === 'member') redirect('/edit-profile')
  return <RegisterView register={register} passwordMin={passwordMinLength('form')} />
}
