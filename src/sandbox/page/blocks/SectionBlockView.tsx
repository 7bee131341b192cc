import type { SectionBlock } from '@slack/types';
import { ElementView } from '../elements/ElementView.js';
import { RichText } from '../richText/RichText.js';

export function SectionBlockView({ block, blockId }: { block: SectionBlock; blockId: string }) {
  const { text, fields, accessory } = block;
  return (
    <>
      <div className="section-content">
        {text && <RichText text={text} />}
        {fields && fields.length > 0 && (
          <div className="section-fields">
            {fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have no identity but their place
              <div key={index} className="section-field">
                <RichText text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div className="section-accessory">
          {accessory.type === 'image' ? (
            <img src={'image_url' in accessory ? accessory.image_url : undefined} alt={accessory.alt_text} />
          ) : (
            <ElementView blockId={blockId} element={accessory} dispatches />
          )}
        </div>
      )}
    </>
  );
}
