import { constants, getPriority, setPriority } from 'node:os';

/** Of Unix's twenty steps below the usual: a third of what a process with the usual priority gets where both want the same core. */
const niceness = 5;

/**
 * Lets other processes of this machine go first where they want the processor at the same moment: those that somebody waits
 * for. Where nobody else does it takes nothing. Call it when what this process starts has been started: children inherit it.
 * Where the system does not allow it, nothing changes.
 */
export function giveWay(): void {
  try {
    setPriority(Math.min(constants.priority.PRIORITY_LOW, getPriority() + niceness));
  } catch {
    // It only helps.
  }
}
