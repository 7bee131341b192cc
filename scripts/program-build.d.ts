import type { BuildOptions } from 'esbuild';

export function programBuild(outdir: string): BuildOptions;
