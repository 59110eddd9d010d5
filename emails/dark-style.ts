import { colours } from './tokens'

const { light, dark } = colours

/** Dark colours by class name: text, backgrounds, borders. */
const textColours = { ink: dark.ink, muted: dark.muted, accent: dark.accent, button: dark.onAccent }
const backgrounds = {
  paper: dark.paper,
  card: dark.card,
  well: dark.well,
  button: dark.accent,
  bar: dark.accent,
}
const borders = { card: dark.line, line: dark.line, ring: dark.accent }

/**
 * Without it a program shows the light inline colours, which `!important` overrides. Outlook ignores the
 * media query and marks what it recolours with `data-ogsc` and `data-ogsb`.
 */
export const darkStyle = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
.paper { background-color: ${light.paper}; }
@media (max-width: 480px) {
  .card-cell { padding: 24px 20px !important; }
}
@media (prefers-color-scheme: dark) {
  ${rules('', 'color', textColours)}
  ${rules('', 'background-color', backgrounds)}
  ${rules('', 'border-color', borders)}
}
${rules('[data-ogsc] ', 'color', textColours)}
${rules('[data-ogsc] ', 'border-color', borders)}
${rules('[data-ogsb] ', 'background-color', backgrounds)}
`

function rules(prefix: string, property: string, colourByClass: Readonly<Record<string, string>>): string {
  return Object.entries(colourByClass)
    .map(([name, colour]) => `${prefix}.${name} { ${property}: ${colour} !important; }`)
    .join('\n')
}
