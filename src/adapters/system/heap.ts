import { setFlagsFromString } from 'node:v8';

/**
 * How far the heap may grow beyond what is alive in it before it is looked through (percent). By itself V8 lets it grow to
 * four times as much while a backlog is fired, over 350 MB for the 60 that are needed.
 */
const growthPercent = 120;

/**
 * Sets how this process uses memory: call it before there is work. Young objects are collected on one thread, since waking
 * others for the few that live takes longer than moving them, where a database and a program share two cores.
 */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
  setFlagsFromString('--no-parallel-scavenge');
}
