import { colours } from './tokens'

const { light, dark } = colours

/**
 * The only style sheet of a mail. Light colours are inline as well, so a program that drops this shows the
 * light mail; `!important` is what lets the dark rules win over the inline ones.
 */
export const darkStyle = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
.paper { background-color: ${light.paper}; }
@media (max-width: 480px) {
  .card-cell { padding: 24px 20px !important; }
}
@media (prefers-color-scheme: dark) {
  .paper { background-color: ${dark.paper} !important; }
  .card { background-color: ${dark.card} !important; border-color: ${dark.line} !important; }
  .well { background-color: ${dark.well} !important; }
  .line { border-color: ${dark.line} !important; }
  .ink { color: ${dark.ink} !important; }
  .muted { color: ${dark.muted} !important; }
  .accent { color: ${dark.accent} !important; }
  .button { background-color: ${dark.accent} !important; color: ${dark.onAccent} !important; }
  .ring { border-color: ${dark.accent} !important; }
  .bar { background-color: ${dark.accent} !important; }
}
`
