import { actionIdOf, elementKey, type LiveElement } from '../forms/elementState.js';
import type { Surface } from '../forms/SurfaceContext.js';

export function isBusyElement(surface: Surface, blockId: string, element: LiveElement): boolean {
  return surface.busy === elementKey(blockId, actionIdOf(element));
}
