import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { TextLink } from '@/components/frame/text-link'
import type { FormAction, FormState } from '@/lib/form-state'
import { LiveForm } from './live-form'

interface ActionFormProps {
  action: FormAction
  children: ReactNode
  /** Ways out to show beside a fault, by its code. */
  offers?: Readonly<Record<string, ReactNode>>
  /** What the last success announced has been undone since: it is not shown any more. */
  isOver?: boolean
  /** Where to start: the gallery shows a form in any state. */
  state?: FormState | undefined
}

/** A form that works with and without script, in the reader's language. */
export async function ActionForm(props: ActionFormProps) {
  const t = await getTranslations('unanswered')
  const words = { unreachable: t('unreachable'), broken: t('broken') }
  const offers = { signed_out: <TextLink href="/login">{t('signIn')}</TextLink>, ...props.offers }
  return <LiveForm {...props} offers={offers} unanswered={words} />
}
