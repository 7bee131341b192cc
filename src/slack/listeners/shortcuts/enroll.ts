import { modalAnswer } from '../answers.js';
import { emptyForm, enrollView } from '../enrolling/enroll-view.js';
import type { ShortcutHandler } from './shortcut.js';

/** "Enroll a contact". */
export const enrollShortcut: ShortcutHandler = async (context) =>
  modalAnswer(await enrollView(context, { form: emptyForm, needs: [] }, false));
