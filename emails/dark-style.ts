import { colours } from './tokens'

const { light, dark } = colours

/** What is painted otherwise in the dark, by class: words, then what lies under or around them. */
const words = { ink: dark.ink, muted: dark.muted, accent: dark.accent, button: dark.onAccent }
const grounds = {
  paper: dark.paper,
  card: dark.card,
  well: dark.well,
  button: dark.accent,
  bar: dark.accent,
}
const borders = { card: dark.line, line: dark.line, ring: dark.accent }

/**
 * The only style sheet of a mail. Light colours are inline as well, so a program that drops this shows the
 * light mail; `!important` is what lets the dark rules win over the inline ones. Outlook on the web and on
 * phones asks for no theme, but marks what it has repainted by itself: there too these are the colours.
 */
export const darkStyle = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
.paper { background-color: ${light.paper}; }
@media (max-width: 480px) {
  .card-cell { padding: 24px 20px !important; }
}
@media (prefers-color-scheme: dark) {
  ${rules('', 'color', words)}
  ${rules('', 'background-color', grounds)}
  ${rules('', 'border-color', borders)}
}
${rules('[data-ogsc] ', 'color', words)}
${rules('[data-ogsc] ', 'border-color', borders)}
${rules('[data-ogsb] ', 'background-color', grounds)}
`

function rules(within: string, property: string, colourByClass: Readonly<Record<string, string>>): string {
  return Object.entries(colourByClass)
    .map(([name, colour]) => `${within}.${name} { ${property}: ${colour} !important; }`)
    .join('\n')
}
