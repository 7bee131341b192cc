export function buildSource(path: string): Promise<string>;
export function importSource(path: string): Promise<unknown>;
