'use client'

import { useEffect } from 'react'

const pseudoClasses = [
  [/(?<!\\):hover/g, ':is([data-forced="hover"] *)'],
  [/(?<!\\):focus-visible/g, ':is([data-forced="focus"] :is(a, [type="submit"], input, select))'],
] as const

/** Applies the hover and focus styles to elements inside `data-forced`. */
export function ForcedLooks() {
  useEffect(() => {
    // Font URLs are relative to their style sheet, and the page has the fonts already.
    const rules = [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => !(rule instanceof CSSFontFaceRule))
    const style = document.createElement('style')
    style.textContent = pseudoClasses.reduce<string>(
      (css, [pseudoClass, selector]) => css.replace(pseudoClass, selector),
      rules.map(({ cssText }) => cssText).join('\n'),
    )
    document.head.append(style)
    return () => style.remove()
  }, [])
  return null
}
