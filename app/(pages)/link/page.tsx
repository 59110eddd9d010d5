import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { bindFormsToAccount } from '@/app/bind-forms-to-account'
import { pageOrBusy } from '@/app/page-or-busy'
import { LinkView } from '@/components/entry/link-view'
import { identityToLink, otherProvider } from '@/lib/http/provider/provider'
import { linkAccount } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('provider')
  return { title: t('linkTitle'), robots: { index: false, follow: false } }
}

async function LinkPage() {
  const [provider, identity] = [otherProvider(), await identityToLink()]
  if (!provider || !identity) redirect('/login?provider=expired')
  return <LinkView linkAccount={linkAccount} provider={provider.name} {...identity} />
}

export default pageOrBusy(bindFormsToAccount(LinkPage))
