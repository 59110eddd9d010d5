import { createElement, type FunctionComponent, type ReactElement } from 'react'
import type { FormState } from '@/lib/form-state'
import { type Change, propsByEntry, type Sample } from './cases'
import type { SentForm } from './sent-form'

interface PageSubject {
  readonly kind: 'page'
  readonly name: string
  readonly path: string
  /** The views it shows, for the test that none is missing. */
  readonly views: readonly unknown[]
  readonly forms: readonly SentForm[]
  readonly entries: readonly string[]
  /** One state, or null for an unknown name. */
  render(entry: string): Promise<ReactElement | null>
}

/** The props that set the initial state of a form. */
type Forms<Props> = {
  readonly [Prop in keyof Props as FormState extends Exclude<Props[Prop], undefined>
    ? Prop
    : never]-?: SentForm
}

interface PageSample<Props> extends Sample<NoInfer<Props>> {
  readonly name: string
  readonly path: string
  readonly View: FunctionComponent<Props>
  /** The views, if `View` only makes props for them. */
  readonly views?: readonly unknown[]
  readonly forms: Forms<NoInfer<Props>>
  /** Other props of the page after this outcome of a form. */
  readonly whenSent?: (answer: string) => Change<NoInfer<Props>>
}

type States = Readonly<Record<string, FormState>>

/** The entries of a page: its cases, then each failure of its forms, then each success message. */
export function pageSubject<Props extends object>(sample: PageSample<Props>): PageSubject {
  const { name, path, View, views = [View] } = sample
  const props = propsByEntry(sample)
  const forms = Object.entries(sample.forms) as [string, SentForm][]
  const sent = outcomeStates(forms)
  return {
    kind: 'page',
    name,
    path,
    views,
    forms: forms.map(([, form]) => form),
    entries: [...props.keys(), ...sent.keys()],
    async render(entry) {
      const own = props.get(entry)
      if (own) return createElement(View, own)
      const states = await sent.get(entry)?.()
      return states ? createElement(View, { ...sample.usual, ...sample.whenSent?.(entry), ...states }) : null
    },
  }
}

function outcomeStates(
  forms: readonly [prop: string, SentForm][],
): ReadonlyMap<string, () => Promise<States>> {
  const codes = new Set(forms.flatMap(([, { failures }]) => failures))
  const failed = [...codes].map((code): [string, () => Promise<States>] => {
    const affected = forms.filter(([, { failures }]) => failures.includes(code))
    return [code, () => statesOf(affected.map(([prop, form]) => [prop, () => form.failed(code)]))]
  })
  const done = forms.flatMap(([prop, { done }]): [string, () => Promise<States>][] =>
    done.map(({ key, state }) => [key, () => statesOf([[prop, state]])]),
  )
  return new Map([...failed, ...done])
}

async function statesOf(forms: readonly [prop: string, () => Promise<FormState>][]): Promise<States> {
  return Object.fromEntries(
    await Promise.all(forms.map(async ([prop, state]) => [prop, await state()] as const)),
  )
}
