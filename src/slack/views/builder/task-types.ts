import { option } from '../blocks.js';

/** Kinds of tasks, as menus name them. */
export const taskTypeOptions = [
  option('Call', 'call'),
  option('LinkedIn', 'linkedin'),
  option('Mail by hand', 'email'),
  option('To do', 'todo'),
];
