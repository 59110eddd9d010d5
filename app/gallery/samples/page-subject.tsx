import { createElement, type FunctionComponent, type ReactElement } from 'react'
import type { FormState } from '@/lib/form-state'
import { type Change, propsByEntry, type Sample } from './cases'
import type { SentForm } from './sent-form'

/** One page in all its states. */
interface PageSubject {
  readonly kind: 'page'
  readonly name: string
  /** Where people find it. */
  readonly path: string
  /** The components that it shows, for the test that none is missing. */
  readonly views: readonly unknown[]
  readonly forms: readonly SentForm[]
  /** The names of its states, in the order to look at them. */
  readonly entries: readonly string[]
  /** One state, or null for a name that is none. */
  draw(entry: string): Promise<ReactElement | null>
}

/** The props that start a form in a state: each has a form of the dialect that was sent. */
type Forms<Props> = {
  readonly [Prop in keyof Props as FormState extends Exclude<Props[Prop], undefined>
    ? Prop
    : never]-?: SentForm
}

interface PageSample<Props> extends Sample<NoInfer<Props>> {
  readonly name: string
  readonly path: string
  readonly View: FunctionComponent<Props>
  /** Where `View` only makes props for them. */
  readonly views?: readonly unknown[]
  readonly forms: Forms<NoInfer<Props>>
  /** What else the page shows when a form was sent and answered so. */
  readonly whenSent?: (answer: string) => Change<NoInfer<Props>>
}

type States = Readonly<Record<string, FormState>>

/**
 * A page's entries: its cases, then each reason for which a form of it may be refused (shown by every form that
 * may), then what each form says when it is done.
 */
export function pageSubject<Props extends object>(sample: PageSample<Props>): PageSubject {
  const { name, path, View, views = [View] } = sample
  const props = propsByEntry(sample)
  const forms = Object.entries(sample.forms) as [string, SentForm][]
  const sent = sentStates(forms)
  return {
    kind: 'page',
    name,
    path,
    views,
    forms: forms.map(([, form]) => form),
    entries: [...props.keys(), ...sent.keys()],
    async draw(entry) {
      const own = props.get(entry)
      if (own) return createElement(View, own)
      const states = await sent.get(entry)?.()
      return states ? createElement(View, { ...sample.usual, ...sample.whenSent?.(entry), ...states }) : null
    },
  }
}

function sentStates(forms: readonly [prop: string, SentForm][]): ReadonlyMap<string, () => Promise<States>> {
  const codes = new Set(forms.flatMap(([, { failures }]) => failures))
  const refused = [...codes].map((code): [string, () => Promise<States>] => {
    const those = forms.filter(([, { failures }]) => failures.includes(code))
    return [code, () => statesOf(those.map(([prop, form]) => [prop, () => form.refused(code)]))]
  })
  const done = forms.flatMap(([prop, { done }]): [string, () => Promise<States>][] =>
    done.map(({ key, state }) => [key, () => statesOf([[prop, state]])]),
  )
  return new Map([...refused, ...done])
}

async function statesOf(forms: readonly [prop: string, () => Promise<FormState>][]): Promise<States> {
  return Object.fromEntries(
    await Promise.all(forms.map(async ([prop, state]) => [prop, await state()] as const)),
  )
}
