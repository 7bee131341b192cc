import { postcardLimits } from '../limits.js';
import { escapeHtml } from '../template/markup-output.js';
import { renderText } from '../template/render-text.js';
import type { TemplateContents } from '../template/stored-template.js';
import type { TemplateData } from '../template/template-data.js';

export type CardContent = TemplateContents['postcard'];

export const cardSides = ['front', 'back'] as const;

/**
 * Both sides for this data, as HTML. Merge values are data: they bring no tags, and no variables that the printer would
 * fill in anew. Throws {@link TemplateFault}.
 */
export function renderCard(
  content: CardContent,
  data: TemplateData,
): { readonly front: string; readonly back: string } {
  const side = (text: string) => withoutVariables(renderText(text, data, escapeHtml).text.trim());
  return { front: side(content.front), back: side(content.back) };
}

/** Why a side does not go to the printer: it is too long once filled in; null where it is not. */
export function sideProblem(side: (typeof cardSides)[number], html: string): string | null {
  const { sideLength } = postcardLimits;
  return html.length > sideLength
    ? `its ${side} has ${html.length} characters once filled in; at most ${sideLength} go`
    : null;
}

/** To the printer `{{name}}` is a variable of its own; in HTML the second brace reads the same as its number. */
function withoutVariables(html: string): string {
  return html.replaceAll('{{', '{&#123;');
}
