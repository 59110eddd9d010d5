/** Of default pictures. The letters have AA contrast on each. */
export const backgroundColors = [
  '#0f6b5c',
  '#7a3b2e',
  '#2f5d8a',
  '#6b4a86',
  '#8a5a13',
  '#3f6b2c',
  '#9a3058',
  '#4d5560',
] as const
