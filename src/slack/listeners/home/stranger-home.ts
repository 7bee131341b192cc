import type { HomeView } from '@slack/types';
import { home, section } from '../../views/blocks.js';

/** The App Home of somebody who may not use Drumbeat: why. */
export function strangerHome(sentence: string): HomeView {
  return home([section(sentence)]);
}
