import type { ReactNode } from 'react'
import { Field } from '@/components/fields/field'
import { Password } from '@/components/fields/password'
import { SelectField } from '@/components/fields/select-field'
import { ActionForm } from '@/components/form/action-form'
import { type ButtonLook, buttonLooks } from '@/components/form/button-look'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/frame/badge'
import { ButtonLink } from '@/components/frame/button-link'
import { Card } from '@/components/frame/card'
import { Notice } from '@/components/frame/notice'
import { TextLink } from '@/components/frame/text-link'
import { type FormState, initialFormState } from '@/lib/form-state'
import { keepState } from './actions'
import { BusyForm } from './busy-form'
import { ForcedLooks } from './forced-looks'

const looks = Object.keys(buttonLooks) as ButtonLook[]
const forced = ['rest', 'hover', 'focus'] as const

const faulty: FormState = {
  ...initialFormState,
  status: 'fault',
  faults: { field: 'Say what to do.', password: 'Say what to do.', choice: 'Say what to do.' },
  values: { field: 'What was typed' },
}
const refused: FormState = { ...initialFormState, status: 'fault', message: 'Why nothing was done.' }
const done: FormState = { ...initialFormState, status: 'done', message: 'What was done.' }

/** The states of each component, side by side. English only: it is for designers. */
export function ComponentsView() {
  return (
    <main id="content" lang="en" className="mx-auto grid w-full max-w-page gap-8 px-5 py-8">
      <ForcedLooks />
      <h1 className="font-display text-title font-bold">Components</h1>
      <Buttons />
      <Links />
      <Fields />
      <Messages />
    </main>
  )
}

function Buttons() {
  return (
    <Group title="Submit button">
      {looks.map((look) => (
        <Row key={look} title={look}>
          {forced.map((state) => (
            <Forced key={state} state={state}>
              <SubmitButton look={look} busy="Busy">
                {state}
              </SubmitButton>
            </Forced>
          ))}
          <BusyForm>
            <SubmitButton look={look} busy="busy…">
              busy
            </SubmitButton>
          </BusyForm>
          <SubmitButton look={look} busy="Busy" waiting>
            disabled
          </SubmitButton>
        </Row>
      ))}
    </Group>
  )
}

function Links() {
  return (
    <Group title="Links">
      {looks.map((look) => (
        <Row key={look} title={`link as a button, ${look}`}>
          {forced.map((state) => (
            <Forced key={state} state={state}>
              <ButtonLink href="#content" look={look}>
                {state}
              </ButtonLink>
            </Forced>
          ))}
        </Row>
      ))}
      <Row title="link in a text">
        {forced.map((state) => (
          <Forced key={state} state={state}>
            <TextLink href="#content">{state}</TextLink>
          </Forced>
        ))}
      </Row>
    </Group>
  )
}

function Fields() {
  return (
    <Group title="Fields">
      {forced.map((state) => (
        <Row key={state} title={state}>
          <Forced state={state}>
            <ActionForm action={keepState}>
              <FieldsOfAKind />
            </ActionForm>
          </Forced>
        </Row>
      ))}
      <Row title="fault">
        <ActionForm action={keepState} state={faulty}>
          <FieldsOfAKind />
        </ActionForm>
      </Row>
    </Group>
  )
}

function FieldsOfAKind() {
  const options = [
    { value: 'one', label: 'One' },
    { value: 'two', label: 'Two' },
  ]
  return (
    <div className="grid items-start gap-5 md:grid-cols-3">
      <Field name="field" label="Field" hint="What belongs here." optional="optional" autoComplete="off" />
      <Password name="password" />
      <SelectField name="choice" label="Choice" options={options} defaultValue="one" />
    </div>
  )
}

function Messages() {
  return (
    <Group title="Messages">
      <Row title="form, fault">
        <ActionForm action={keepState} state={refused}>
          <SubmitButton busy="Busy">Send</SubmitButton>
        </ActionForm>
      </Row>
      <Row title="form, success">
        <ActionForm action={keepState} state={done}>
          <SubmitButton busy="Busy">Send</SubmitButton>
        </ActionForm>
      </Row>
      <Row title="notice, done">
        <Notice tone="done">News that the page came with.</Notice>
      </Row>
      <Row title="notice, warning">
        <Notice tone="warning" title="A title">
          News that the page came with.
        </Notice>
      </Row>
      <Row title="badges">
        <Badge tone="good">good</Badge>
        <Badge tone="warning">warning</Badge>
      </Row>
      <Row title="card">
        <Card>What forms are written on.</Card>
      </Row>
    </Group>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-6 border-t border-line pt-6">
      <h2 className="font-display text-section font-bold">{title}</h2>
      {children}
    </section>
  )
}

function Row({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-3">
      <h3 className="text-small text-soft">{title}</h3>
      <div className="flex flex-wrap items-center gap-5">{children}</div>
    </div>
  )
}

function Forced({ state, children }: { state: (typeof forced)[number]; children: ReactNode }) {
  return <div data-forced={state}>{children}</div>
}
