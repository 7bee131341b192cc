import type { LiveElement } from '../forms/elementState.js';
import { useSurface } from '../forms/SurfaceContext.js';
import { ButtonElement } from './ButtonElement.js';
import { isBusyElement } from './busy.js';
import { CheckboxesElement, RadioElement } from './ChoiceElements.js';
import { DateElement } from './DateElement.js';
import type { ElementProps } from './ElementProps.js';
import { FileElement } from './FileElement.js';
import { MultiSelectElement } from './MultiSelectElement.js';
import { OverflowElement } from './OverflowElement.js';
import { SelectElement } from './SelectElement.js';
import { TextElement } from './TextElement.js';

/** Draws one element by its type. */
export function ElementView(props: ElementProps<LiveElement>) {
  const surface = useSurface();
  const busy = isBusyElement(surface, props.blockId, props.element);
  return (
    <div className={`element element-${props.element.type}`} aria-busy={busy || undefined}>
      <Element {...props} />
    </div>
  );
}

function Element({ element, ...rest }: ElementProps<LiveElement>) {
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <ButtonElement element={element} {...rest} />;
    case 'overflow':
      return <OverflowElement element={element} {...rest} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
      return <TextElement element={element} {...rest} />;
    case 'static_select':
    case 'external_select':
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
      return <SelectElement element={element} {...rest} />;
    case 'multi_static_select':
    case 'multi_external_select':
    case 'multi_users_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
      return <MultiSelectElement element={element} {...rest} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateElement element={element} {...rest} />;
    case 'checkboxes':
      return <CheckboxesElement element={element} {...rest} />;
    case 'radio_buttons':
      return <RadioElement element={element} {...rest} />;
    case 'file_input':
      return <FileElement element={element} {...rest} />;
  }
}
