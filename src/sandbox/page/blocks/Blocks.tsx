import type { KnownBlock } from '@slack/types';
import { ElementView } from '../elements/ElementView.js';
import { blockIdOf } from '../forms/elementState.js';
import { PlainText, RenderedBlocks, RichText } from '../richText/RichText.js';
import { InputBlockView } from './InputBlockView.js';
import { SectionBlockView } from './SectionBlockView.js';

/** Blocks in order: those with elements and text by the page's own components, all others by the renderer. */
export function Blocks({ blocks }: { blocks: readonly KnownBlock[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <div key={blockIdOf(block, index)} className={`block block-${block.type}`}>
          <BlockView block={block} blockId={blockIdOf(block, index)} />
        </div>
      ))}
    </div>
  );
}

function BlockView({ block, blockId }: { block: KnownBlock; blockId: string }) {
  switch (block.type) {
    case 'header':
      return (
        <h3>
          <PlainText text={block.text.text} />
        </h3>
      );
    case 'divider':
      return <hr />;
    case 'section':
      return <SectionBlockView block={block} blockId={blockId} />;
    case 'input':
      return <InputBlockView block={block} blockId={blockId} />;
    case 'actions':
      return block.elements.map((element) => (
        <ElementView key={element.action_id ?? element.type} blockId={blockId} element={element} dispatches />
      ));
    case 'image':
      return (
        <figure className="block-image">
          {block.title && <figcaption>{block.title.text}</figcaption>}
          <img src={'image_url' in block ? block.image_url : undefined} alt={block.alt_text} />
        </figure>
      );
    case 'context':
      return block.elements.map((element, index) =>
        element.type === 'image' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: context elements have no identity but their place
          <img key={index} src={'image_url' in element ? element.image_url : undefined} alt={element.alt_text} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: context elements have no identity but their place
          <div key={index} className={element.text.includes('\n') ? 'context-lines' : 'context-text'}>
            <RichText text={element} />
          </div>
        ),
      );
    default:
      return <RenderedBlocks blocks={[block]} />;
  }
}
