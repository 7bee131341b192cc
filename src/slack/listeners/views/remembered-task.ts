import type { OpenView } from '../open-view.js';

/** The task that a modal is about. Whether there is one of that id, and who may touch it, is the use case's. */
export function rememberedTask({ metadata }: OpenView): string {
  return typeof metadata.taskId === 'string' ? metadata.taskId : '';
}
