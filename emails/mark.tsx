import { Text } from 'react-email'
import { colours, product, space, type } from './tokens'

const { accent, ink } = colours.light

/** The product's name behind a small key drawn with borders: no image to load or block. */
export function Mark() {
  const bar = { display: 'inline-block', backgroundColor: accent, verticalAlign: 'middle' }
  return (
    <Text className="ink" style={{ ...type.name, color: ink, margin: `0 0 ${space.l}` }}>
      <span aria-hidden="true" style={{ whiteSpace: 'nowrap', marginRight: '9px' }}>
        <span
          className="ring"
          style={{
            display: 'inline-block',
            width: '7px',
            height: '7px',
            border: `3px solid ${accent}`,
            borderRadius: '50%',
            verticalAlign: 'middle',
          }}
        />
        <span className="bar" style={{ ...bar, width: '8px', height: '3px' }} />
        <span className="bar" style={{ ...bar, width: '3px', height: '9px' }} />
      </span>
      {product}
    </Text>
  )
}
